import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import type { System } from '../api/api-types.js';
import { toProblem } from '../api/problem.js';
import { ConfigureDialog } from '../entitlements/configure-dialog.js';
import { useRemoveEntitlement } from '../entitlements/entitlements.queries.js';
import { useChangeMembership } from '../formations/formations.queries.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { RouterLink } from '../shell/router-link.js';
import { Section } from '../shell/section.js';
import { useSession } from '../sign-in/session-context.js';
import { mayChangeEntitlements, mayChangeSystems } from '../sign-in/user.js';
import { useTexts } from '../texts/texts.js';

/** The formations and entitlement configurations that use the system; they block a deregistration (M-24). */
export function SystemAssignments({ system, isCurrent }: { readonly system: System; readonly isCurrent: boolean }) {
  const { user } = useSession();
  return (
    <>
      <FormationsOfSystem system={system} mayChange={isCurrent && mayChangeSystems(user)} />
      <EntitlementsOfSystem system={system} mayChange={isCurrent && mayChangeEntitlements(user)} />
    </>
  );
}

function FormationsOfSystem({ system, mayChange }: { readonly system: System; readonly mayChange: boolean }) {
  const t = useTexts();
  const membership = useChangeMembership();
  return (
    <Section title={t('formations.title')}>
      {membership.error && <ProblemStrip problem={toProblem(membership.error)} />}
      {system.formations.length === 0 && <p className="subtle">{t('details.no-formations')}</p>}
      <ul className="rows">
        {system.formations.map(({ id, name }) => (
          <li key={id}>
            <RouterLink path={`/formations/${id}`}>{name}</RouterLink>
            {mayChange && (
              <Button
                design="Transparent"
                disabled={membership.isPending}
                accessibleName={t('formation.exclude-from', { name })}
                onClick={() => membership.mutate({ formationId: id, systemId: system.id, include: false })}
              >
                {t('formation.exclude')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function EntitlementsOfSystem({ system, mayChange }: { readonly system: System; readonly mayChange: boolean }) {
  const t = useTexts();
  const remove = useRemoveEntitlement();
  const [isConfiguring, setIsConfiguring] = useState(false);
  const { entitlementConfigurations: entitlements, status } = system;
  return (
    <Section
      title={t('entitlements.title')}
      actions={
        mayChange &&
        status === 'REGISTERED' && (
          <Button design="Transparent" onClick={() => setIsConfiguring(true)}>
            {t('entitlements.configure')}
          </Button>
        )
      }
    >
      {remove.error && <ProblemStrip problem={toProblem(remove.error)} />}
      {entitlements.length === 0 && <p className="subtle">{t('details.no-entitlements')}</p>}
      <ul className="rows">
        {entitlements.map(({ id, subaccount, service, plan }) => (
          <li key={id}>
            <span>
              {service} / {plan} <span className="subtle">{subaccount}</span>
            </span>
            {mayChange && (
              <Button
                design="Transparent"
                disabled={remove.isPending}
                accessibleName={t('entitlements.remove-of', { service, plan, subaccount })}
                onClick={() => remove.mutate(id)}
              >
                {t('entitlements.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isConfiguring && <ConfigureDialog system={system} onClose={() => setIsConfiguring(false)} />}
    </Section>
  );
}
