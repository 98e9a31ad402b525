import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import type { System } from '../api/api-types.js';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';

/** Says that the system is shown as of its last event that could be read, and that nothing about it can be changed. */
export function QuarantineStrip({ quarantine }: { readonly quarantine: NonNullable<System['quarantine']> }) {
  const t = useTexts();
  return (
    <MessageStrip design="Negative" hideCloseButton role="status" className="guidance">
      {t('quarantine.strip')} {t('details.since')} <DateTime at={quarantine.since} />
      <span className="problem-words">{quarantine.reason}</span>
    </MessageStrip>
  );
}
