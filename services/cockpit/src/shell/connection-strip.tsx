import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { useConnectionState } from '../live/live-events-context.js';
import { useTexts } from '../texts/texts.js';

/** Warns while the live events are disconnected: the page may be out of date. */
export function ConnectionStrip() {
  const t = useTexts();
  const state = useConnectionState();
  return (
    <div role="status">
      {state === 'lost' && (
        <MessageStrip design="Critical" hideCloseButton className="connection">
          {t('live.lost')}
        </MessageStrip>
      )}
    </div>
  );
}
