import '@ui5/webcomponents-icons/dist/org-chart.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Formation } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { EmptyState } from '../shell/empty-state.js';
import { Loading, Page } from '../shell/page.js';
import { PathLink } from '../shell/path-link.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { mayChangeSystems } from '../sign-in/person.js';
import { useSession } from '../sign-in/session-context.js';
import type { Column } from '../tables/column.js';
import { GrowingTable } from '../tables/growing-table.js';
import { useTexts } from '../texts/texts.js';
import { Moment } from '../time/moment.js';
import { CreateDialog } from './create-dialog.js';
import { useFormations } from './formations.js';

/** Named groups of systems, each for one scenario. */
export default function FormationsPage() {
  const t = useTexts();
  const navigate = useNavigate();
  const { person } = useSession();
  const formations = useFormations();
  const [isCreating, setIsCreating] = useState(false);
  const mayCreate = mayChangeSystems(person);
  const columns: readonly Column<Formation>[] = [
    {
      id: 'name',
      heading: t('systems.name'),
      cell: ({ id, name }) => <PathLink path={`/formations/${id}`}>{name}</PathLink>,
    },
    { id: 'type', heading: t('formations.type'), cell: ({ type }) => type ?? '–', wideOnly: true },
    { id: 'systems', heading: t('systems.title'), cell: ({ systems }) => String(systems.length), width: '7rem' },
    {
      id: 'created',
      heading: t('formations.created'),
      cell: ({ createdAt }) => <Moment at={createdAt} />,
      wideOnly: true,
    },
  ];
  const createButton = mayCreate && (
    <Button design="Emphasized" onClick={() => setIsCreating(true)}>
      {t('formations.create')}
    </Button>
  );
  return (
    <Page title={t('formations.title')} actions={createButton}>
      {formations.error && (
        <ProblemStrip problem={problemOf(formations.error)} retry={() => void formations.refetch()} />
      )}
      {formations.isPending ? (
        !formations.error && <Loading />
      ) : (
        <GrowingTable
          label={t('formations.title')}
          columns={columns}
          rows={formations.data?.pages.flatMap(({ items }) => items) ?? []}
          keyOf={({ id }) => id}
          open={({ id }) => void navigate(`/formations/${id}`)}
          more={
            formations.hasNextPage && !formations.isFetchingNextPage ? () => void formations.fetchNextPage() : undefined
          }
          empty={
            <EmptyState icon="org-chart" title={t('formations.none')} help={t('formations.none-help')}>
              {createButton}
            </EmptyState>
          }
        />
      )}
      {isCreating && <CreateDialog close={() => setIsCreating(false)} />}
    </Page>
  );
}
