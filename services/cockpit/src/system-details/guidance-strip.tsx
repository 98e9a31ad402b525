import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import type { System } from '../api/api-types.js';
import { useTexts } from '../texts/texts.js';
import { guidanceFor } from './guidance.js';

/** What to do next with a system, and the last error of its registration. */
export function GuidanceStrip({ system }: { readonly system: System }) {
  const t = useTexts();
  const { text, design } = guidanceFor(system);
  const lastError = system.registration?.lastError;
  return (
    <MessageStrip design={design} hideCloseButton className="guidance">
      {t(text)}
      {lastError && <span className="problem-words">{lastError.message}</span>}
    </MessageStrip>
  );
}
