import { ObjectStatus } from '../status/object-status.js';
import { useTexts } from '../texts/texts.js';
import { useReadModel } from './operations.queries.js';
import { BEHIND, CAUGHT_UP } from './progress-appearance.js';
import { QueryFacts } from './query-facts.js';

/** Progress and storage of the read model. */
export function ReadModelStatus() {
  const t = useTexts();
  return (
    <QueryFacts title={t('platform.read-model')} query={useReadModel()}>
      {({ caughtUp, position, eventsPerSecond, storage }) => (
        <>
          <dt>{t('systems.status')}</dt>
          <dd>
            <ObjectStatus {...(caughtUp ? CAUGHT_UP : BEHIND)} />
          </dd>
          <dt>{t('platform.position')}</dt>
          <dd>{position}</dd>
          <dt>{t('platform.rate')}</dt>
          <dd>{t('platform.events-per-second', { count: Math.round(eventsPerSecond) })}</dd>
          <dt>{t('platform.storage')}</dt>
          <dd>{storage}</dd>
        </>
      )}
    </QueryFacts>
  );
}
