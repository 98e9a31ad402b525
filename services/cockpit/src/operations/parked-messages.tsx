import { Button } from '@ui5/webcomponents-react/Button';
import type { Parked } from '../api/api-types.js';
import { toProblem } from '../api/problem.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { Section } from '../shell/section.js';
import type { Column } from '../tables/column.js';
import { ResponsiveTable } from '../tables/responsive-table.js';
import { useTexts } from '../texts/texts.js';
import { useParked, useReplayParked } from './operations.queries.js';

/** The number of parked messages of each subscription, and a button to replay them. */
export function ParkedMessages() {
  const t = useTexts();
  const { data, error, refetch } = useParked();
  const replay = useReplayParked();
  const columns = useParkedColumns(replay.mutate, replay.isPending);
  return (
    <Section title={t('platform.parked')}>
      <p>{t('platform.parked-help')}</p>
      {error && <ProblemStrip problem={toProblem(error)} retry={() => void refetch()} />}
      {replay.error && <ProblemStrip problem={toProblem(replay.error)} retry={() => void refetch()} />}
      {data && (
        <ResponsiveTable
          label={t('platform.parked')}
          columns={columns}
          rows={data}
          keyOf={({ subscription }) => subscription}
        />
      )}
    </Section>
  );
}

function useParkedColumns(onReplay: (subscription: string) => void, isBusy: boolean): readonly Column<Parked>[] {
  const t = useTexts();
  return [
    { id: 'subscription', heading: t('platform.subscription'), cell: ({ subscription }) => subscription },
    { id: 'parked', heading: t('platform.parked-count'), align: 'End', cell: ({ parked }) => parked },
    {
      id: 'actions',
      heading: t('extensions.actions'),
      align: 'End',
      cell: ({ subscription, parked }) => (
        <Button
          disabled={parked === 0 || isBusy}
          accessibleName={t('platform.replay-one', { subscription })}
          onClick={() => onReplay(subscription)}
        >
          {t('platform.replay')}
        </Button>
      ),
    },
  ];
}
