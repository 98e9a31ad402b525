import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import type { Warning } from '../api/api-types.js';
import { useIsTextKey, useTexts } from '../texts/texts.js';

interface WarningStripsProps {
  readonly warnings: readonly Warning[] | undefined;
  /** For the placeholders of the texts. */
  readonly values: { readonly tenant: string };
}

/** Warnings of a system or an extension, in the user's language. */
export function WarningStrips({ warnings = [], values }: WarningStripsProps) {
  const t = useTexts();
  const isTextKey = useIsTextKey();
  return warnings.map(({ code, message }) => (
    <MessageStrip key={code} design="Critical" hideCloseButton className="guidance">
      {isTextKey(`warning.${code}`) ? t(`warning.${code}`, values) : message}
    </MessageStrip>
  ));
}
