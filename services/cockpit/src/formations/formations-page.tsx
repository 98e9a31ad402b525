import '@ui5/webcomponents-icons/dist/org-chart.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { EmptyState } from '../shell/empty-state.js';
import { Page } from '../shell/page.js';
import { QueryStatus } from '../shell/query-status.js';
import { useSession } from '../sign-in/session-context.js';
import { mayChangeSystems } from '../sign-in/user.js';
import { InfiniteTable } from '../tables/infinite-table.js';
import { useTexts } from '../texts/texts.js';
import { CreateFormationDialog } from './create-formation-dialog.js';
import { useFormations } from './formations.queries.js';
import { useFormationColumns } from './use-formation-columns.js';

/** The account's formations: named groups of systems. */
export default function FormationsPage() {
  const t = useTexts();
  const navigate = useNavigate();
  const mayCreate = mayChangeSystems(useSession().user);
  const formations = useFormations();
  const columns = useFormationColumns();
  const [isCreating, setIsCreating] = useState(false);
  const createButton = mayCreate && (
    <Button design="Emphasized" onClick={() => setIsCreating(true)}>
      {t('formations.create')}
    </Button>
  );
  return (
    <Page title={t('formations.title')} actions={createButton}>
      <QueryStatus query={formations} />
      {!formations.isPending && (
        <InfiniteTable
          label={t('formations.title')}
          columns={columns}
          query={formations}
          keyOf={({ id }) => id}
          onRowClick={({ id }) => void navigate(`/formations/${id}`)}
          empty={
            <EmptyState icon="org-chart" title={t('formations.none')} help={t('formations.none-help')}>
              {createButton}
            </EmptyState>
          }
        />
      )}
      {isCreating && <CreateFormationDialog onClose={() => setIsCreating(false)} />}
    </Page>
  );
}
