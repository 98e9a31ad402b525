import { Button } from '@ui5/webcomponents-react/Button';
import type { Incident } from '../api/api-types.js';
import { CopyButton } from '../shell/copy-button.js';
import type { Column } from '../tables/column.js';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';

export function useIncidentColumns(onResolve: (incident: Incident) => void): readonly Column<Incident>[] {
  const t = useTexts();
  return [
    {
      id: 'system',
      heading: t('extensions.system'),
      cell: ({ systemName, globalAccountId, tenantId, quarantine }) => (
        <span className="two-lines">
          <span className="strong">{systemName || quarantine?.stream}</span>
          {!quarantine && (
            <span className="subtle">{t('incidents.where', { account: globalAccountId, tenant: tenantId })}</span>
          )}
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
            {correlationId !== '' && (
              <>
                {correlationId} <CopyButton text={correlationId} label={t('problem.copy-correlation-id')} />
              </>
            )}
          </span>
        </span>
      ),
    },
    { id: 'since', heading: t('systems.since'), cell: ({ openedAt }) => <DateTime at={openedAt} /> },
    {
      id: 'actions',
      heading: t('extensions.actions'),
      align: 'End',
      cell: (incident) =>
        incident.quarantine ? (
          <span className="subtle">{t('incidents.quarantine', { stream: incident.quarantine.stream })}</span>
        ) : (
          <Button
            accessibleName={t('incidents.resolve-one', { name: incident.systemName })}
            onClick={() => onResolve(incident)}
          >
            {t('incidents.resolve')}
          </Button>
        ),
    },
  ];
}
