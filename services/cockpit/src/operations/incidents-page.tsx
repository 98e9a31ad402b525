import '@ui5/webcomponents-icons/dist/incident.js';
import '@ui5/webcomponents-icons/dist/refresh.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import type { Incident } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { CopyButton } from '../shell/copy-button.js';
import { EmptyState } from '../shell/empty-state.js';
import { Loading, Page } from '../shell/page.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { FlowingTable } from '../tables/flowing-table.js';
import type { Column } from '../tables/column.js';
import { useTexts } from '../texts/texts.js';
import { Moment } from '../time/moment.js';
import { useIncidents } from './operations.js';
import { ResolveIncidentDialog } from './resolve-incident-dialog.js';

/** M-25: what operators have to see to after a failed deregistration. */
export default function IncidentsPage() {
  const t = useTexts();
  const incidents = useIncidents();
  const [toResolve, setToResolve] = useState<Incident>();
  const columns = useColumns(setToResolve);
  return (
    <Page
      title={t('incidents.title')}
      actions={
        <Button
          icon="refresh"
          design="Transparent"
          accessibleName={t('systems.refresh')}
          tooltip={t('systems.refresh')}
          onClick={() => void incidents.refetch()}
        />
      }
    >
      {incidents.error && <ProblemStrip problem={problemOf(incidents.error)} retry={() => void incidents.refetch()} />}
      {incidents.isPending && !incidents.error && <Loading />}
      {incidents.data?.length === 0 && (
        <EmptyState icon="incident" title={t('incidents.none')} help={t('incidents.none-help')} />
      )}
      {incidents.data !== undefined && incidents.data.length > 0 && (
        <FlowingTable
          label={t('incidents.title')}
          columns={columns}
          rows={incidents.data}
          keyOf={({ systemId, attempt }) => `${systemId}/${attempt}`}
        />
      )}
      {toResolve && <ResolveIncidentDialog incident={toResolve} close={() => setToResolve(undefined)} />}
    </Page>
  );
}

function useColumns(resolve: (incident: Incident) => void): readonly Column<Incident>[] {
  const t = useTexts();
  return [
    {
      id: 'system',
      heading: t('extensions.system'),
      cell: ({ systemName, globalAccountId, tenantId }) => (
        <span className="two-lines">
          <span className="strong">{systemName}</span>
          <span className="subtle">{t('incidents.where', { account: globalAccountId, tenant: tenantId })}</span>
        </span>
      ),
    },
    {
      id: 'reason',
      heading: t('incidents.reason'),
      cell: ({ step, lastAnswer }) => (
        <span className="two-lines">
          {step !== null && <span>{t('incidents.step', { step })}</span>}
          <span className="subtle">{lastAnswer.message}</span>
        </span>
      ),
    },
    {
      id: 'report',
      heading: t('incidents.report'),
      cell: ({ component, correlationId }) => (
        <span className="two-lines">
          <span>{component}</span>
          <span className="subtle">
            {correlationId} <CopyButton text={correlationId} label={t('problem.copy-correlation-id')} />
          </span>
        </span>
      ),
    },
    { id: 'since', heading: t('systems.since'), cell: ({ openedAt }) => <Moment at={openedAt} /> },
    {
      id: 'actions',
      heading: t('extensions.actions'),
      align: 'End',
      cell: (incident) => (
        <Button
          accessibleName={t('incidents.resolve-one', { name: incident.systemName })}
          onClick={() => resolve(incident)}
        >
          {t('incidents.resolve')}
        </Button>
      ),
    },
  ];
}
