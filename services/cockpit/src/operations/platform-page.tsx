import { Page } from '../shell/page.js';
import { useTexts } from '../texts/texts.js';
import { EventFeed } from './event-feed.js';
import { EventRelayStatus } from './event-relay-status.js';
import { ParkedMessages } from './parked-messages.js';
import { ReadModelStatus } from './read-model-status.js';

/** The state of the platform, for operators. */
export default function PlatformPage() {
  const t = useTexts();
  return (
    <Page title={t('platform.title')}>
      <div className="sections">
        <ReadModelStatus />
        <EventRelayStatus />
      </div>
      <ParkedMessages />
      <EventFeed />
    </Page>
  );
}
