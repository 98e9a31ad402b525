import '@ui5/webcomponents-icons/dist/incident.js';
import { useState } from 'react';
import type { Incident } from '../api/api-types.js';
import { EmptyState } from '../shell/empty-state.js';
import { Page } from '../shell/page.js';
import { QueryStatus } from '../shell/query-status.js';
import { RefreshButton } from '../shell/refresh-button.js';
import { ResponsiveTable } from '../tables/responsive-table.js';
import { useTexts } from '../texts/texts.js';
import { useIncidents } from './operations.queries.js';
import { ResolveIncidentDialog } from './resolve-incident-dialog.js';
import { useIncidentColumns } from './use-incident-columns.js';

/** M-25: the open incidents of failed deregistrations, for operators to resolve. */
export default function IncidentsPage() {
  const t = useTexts();
  const incidents = useIncidents();
  const [toResolve, setToResolve] = useState<Incident>();
  const columns = useIncidentColumns(setToResolve);
  return (
    <Page title={t('incidents.title')} actions={<RefreshButton query={incidents} />}>
      <QueryStatus query={incidents} />
      {incidents.data && (
        <ResponsiveTable
          label={t('incidents.title')}
          columns={columns}
          rows={incidents.data}
          keyOf={({ systemId, attempt, quarantine }) => quarantine?.stream ?? `${systemId}/${attempt}`}
          empty={<EmptyState icon="incident" title={t('incidents.none')} help={t('incidents.none-help')} />}
        />
      )}
      {toResolve && <ResolveIncidentDialog incident={toResolve} onClose={() => setToResolve(undefined)} />}
    </Page>
  );
}
