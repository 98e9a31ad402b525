import { Button } from '@ui5/webcomponents-react/Button';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';

/** Says that a past state is shown, and leads back to the present. @param at RFC 3339 */
export function AsOfStrip({ at, onBackToNow }: { readonly at: string; readonly onBackToNow: () => void }) {
  const t = useTexts();
  return (
    <MessageStrip design="Critical" hideCloseButton role="status">
      {t('details.as-of')} <DateTime at={at} />{' '}
      <Button design="Transparent" onClick={onBackToNow}>
        {t('details.back-to-now')}
      </Button>
    </MessageStrip>
  );
}
