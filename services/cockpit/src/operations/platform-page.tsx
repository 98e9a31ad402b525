import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from '@ui5/webcomponents-react/Button';
import type { ReactNode } from 'react';
import type { LandscapeEvent } from '../live/live-events.js';
import type { Parked } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { Loading, Page } from '../shell/page.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { Section } from '../shell/section.js';
import { Status } from '../status/status.js';
import type { Appearance } from '../status/system-status.js';
import { FlowingTable } from '../tables/flowing-table.js';
import type { Column } from '../tables/column.js';
import { useTexts } from '../texts/texts.js';
import { Moment } from '../time/moment.js';
import { useNewestEvents, useParked, useReadModel, useRelay, useReplay } from './operations.js';

/** How the platform is doing, for operators. */
export default function PlatformPage() {
  const t = useTexts();
  return (
    <Page title={t('platform.title')}>
      <div className="sections">
        <ReadModel />
        <EventRelay />
      </div>
      <ParkedHints />
      <EventFeed />
    </Page>
  );
}

/** A section of what a part of the platform says of itself. */
function Facts<Data>({
  title,
  asked: { data, error, refetch },
  children,
}: {
  readonly title: string;
  readonly asked: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  readonly children: (data: Data) => ReactNode;
}) {
  return (
    <Section title={title}>
      {error && <ProblemStrip problem={problemOf(error)} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <dl className="facts">{children(data)}</dl>}
    </Section>
  );
}

const CAUGHT_UP: Appearance = { text: 'platform.caught-up', tone: 'positive', icon: 'sys-enter-2' };
const BEHIND: Appearance = { text: 'platform.behind', tone: 'critical', icon: 'pending' };

function ReadModel() {
  const t = useTexts();
  return (
    <Facts title={t('platform.read-model')} asked={useReadModel()}>
      {(data) => (
        <>
          <dt>{t('systems.status')}</dt>
          <dd>
            <Status {...(data.caughtUp ? CAUGHT_UP : BEHIND)} />
          </dd>
          <dt>{t('platform.position')}</dt>
          <dd>{data.position}</dd>
          <dt>{t('platform.rate')}</dt>
          <dd>{t('platform.events-per-second', { count: Math.round(data.eventsPerSecond) })}</dd>
          <dt>{t('platform.storage')}</dt>
          <dd>{data.storage}</dd>
        </>
      )}
    </Facts>
  );
}

const NEEDS_DECISION: Appearance = { text: 'platform.stopped', tone: 'negative', icon: 'error' };

function EventRelay() {
  const t = useTexts();
  return (
    <Facts title={t('platform.relay')} asked={useRelay()}>
      {(data) => (
        <>
          <dt>{t('systems.status')}</dt>
          <dd>
            <Status {...(data.problem !== null ? NEEDS_DECISION : data.lagSeconds === 0 ? CAUGHT_UP : BEHIND)} />
            {data.problem !== null && <span className="problem-words">{data.problem}</span>}
          </dd>
          <dt>{t('platform.position')}</dt>
          <dd>{data.position ?? '–'}</dd>
          <dt>{t('platform.lag')}</dt>
          <dd>{data.lagSeconds === null ? '–' : t('platform.seconds', { count: Math.round(data.lagSeconds) })}</dd>
        </>
      )}
    </Facts>
  );
}

function ParkedHints() {
  const t = useTexts();
  const { data, error, refetch } = useParked();
  const replay = useReplay();
  const columns: readonly Column<Parked>[] = [
    { id: 'subscription', heading: t('platform.subscription'), cell: ({ subscription }) => subscription },
    { id: 'parked', heading: t('platform.parked-count'), align: 'End', cell: ({ parked }) => parked },
    {
      id: 'actions',
      heading: t('extensions.actions'),
      align: 'End',
      cell: ({ subscription, parked }) => (
        <Button
          disabled={parked === 0 || replay.isPending}
          accessibleName={t('platform.replay-one', { subscription })}
          onClick={() => replay.mutate(subscription)}
        >
          {t('platform.replay')}
        </Button>
      ),
    },
  ];
  return (
    <Section title={t('platform.parked')}>
      <p>{t('platform.parked-help')}</p>
      {[error, replay.error].map(
        (each, index) => each && <ProblemStrip key={index} problem={problemOf(each)} retry={() => void refetch()} />,
      )}
      {data && (
        <FlowingTable
          label={t('platform.parked')}
          columns={columns}
          rows={data}
          keyOf={({ subscription }) => subscription}
        />
      )}
    </Section>
  );
}

function EventFeed() {
  const t = useTexts();
  const events = useNewestEvents();
  const columns: readonly Column<LandscapeEvent>[] = [
    { id: 'time', heading: t('platform.event-time'), cell: ({ time }) => <Moment at={time} /> },
    { id: 'name', heading: t('platform.event'), cell: ({ type }) => type.split('.').at(-2) ?? type },
    { id: 'account', heading: t('extensions.account'), cell: ({ data }) => data.globalAccountId },
    { id: 'subject', heading: t('platform.event-subject'), cell: ({ subject }) => subject },
    { id: 'position', heading: t('platform.position'), align: 'End', cell: ({ position }) => position },
  ];
  return (
    <Section title={t('platform.events')}>
      {events.length === 0 ? (
        <p>{t('platform.no-events')}</p>
      ) : (
        <FlowingTable label={t('platform.events')} columns={columns} rows={events} keyOf={({ id }) => id} />
      )}
    </Section>
  );
}
