import type { System } from '../api/api-types.js';
import { useSystemTypes, useTypeLabel } from '../systems/systems.queries.js';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';

/** The attributes of a system as a description list. */
export function SystemFacts({ system }: { readonly system: System }) {
  const t = useTexts();
  const labelOf = useTypeLabel();
  const { data } = useSystemTypes();
  const { communicationScenarioGroup: group, registration, token } = system;
  return (
    <dl className="facts">
      <dt>{t('systems.type')}</dt>
      <dd>{labelOf(system.type)}</dd>
      {group !== null && (
        <>
          <dt>{t('register.group')}</dt>
          <dd>{data?.scenarioGroups.find(({ id }) => id === group)?.label ?? group}</dd>
        </>
      )}
      <dt>{t('details.added')}</dt>
      <dd>
        <DateTime at={system.createdAt} /> {t('details.by', { who: system.createdBy })}
      </dd>
      {token && (
        <>
          <dt>{t('token.label')}</dt>
          <dd>
            {t(`token.state.${token.state}`)}
            {token.state === 'LIVE' && (
              <>
                , {t('details.valid-until')} <DateTime at={token.expiresAt} />
              </>
            )}
          </dd>
        </>
      )}
      {registration && (
        <>
          <dt>{t('details.tenant')}</dt>
          <dd>{registration.tenantId}</dd>
          <dt>{t('details.extension')}</dt>
          <dd>{t(`extension.state.${registration.state}`)}</dd>
        </>
      )}
      <dt>{t('details.id')}</dt>
      <dd className="break">{system.id}</dd>
    </dl>
  );
}
