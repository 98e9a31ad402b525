import { ObjectStatus } from '../status/object-status.js';
import { useTexts } from '../texts/texts.js';
import { useRelay } from './operations.queries.js';
import { BEHIND, CAUGHT_UP, STOPPED } from './progress-appearance.js';
import { QueryFacts } from './query-facts.js';

/** Progress of the event relay, and the problem that stops it. */
export function EventRelayStatus() {
  const t = useTexts();
  return (
    <QueryFacts title={t('platform.relay')} query={useRelay()}>
      {({ problem, position, lagSeconds }) => (
        <>
          <dt>{t('systems.status')}</dt>
          <dd>
            <ObjectStatus {...(problem !== null ? STOPPED : lagSeconds === 0 ? CAUGHT_UP : BEHIND)} />
            {problem !== null && <span className="problem-words">{problem}</span>}
          </dd>
          <dt>{t('platform.position')}</dt>
          <dd>{position ?? '–'}</dd>
          <dt>{t('platform.lag')}</dt>
          <dd>{lagSeconds === null ? '–' : t('platform.seconds', { count: Math.round(lagSeconds) })}</dd>
        </>
      )}
    </QueryFacts>
  );
}
