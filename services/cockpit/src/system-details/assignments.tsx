import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import type { System } from '../platform/platform.js';
import { ConfigureDialog } from '../entitlements/configure-dialog.js';
import { useRemoveEntitlement } from '../entitlements/entitlements.js';
import { problemOf } from '../platform/problem.js';
import { PathLink } from '../shell/path-link.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { Section } from '../shell/section.js';
import { mayChangeEntitlements, mayChangeSystems } from '../sign-in/person.js';
import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { useMembership } from '../formations/formations.js';

/** Who uses the system: it can be deregistered when nobody does (M-24). */
export function Assignments({ system, canChange }: { readonly system: System; readonly canChange: boolean }) {
  const t = useTexts();
  const { person } = useSession();
  const membership = useMembership();
  const remove = useRemoveEntitlement();
  const [isConfiguring, setIsConfiguring] = useState(false);
  const changesFormations = canChange && mayChangeSystems(person);
  const changesEntitlements = canChange && mayChangeEntitlements(person);
  const { formations, entitlementConfigurations: entitlements } = system;
  return (
    <>
      <Section title={t('formations.title')}>
        {membership.error && <ProblemStrip problem={problemOf(membership.error)} />}
        {formations.length === 0 && <p className="subtle">{t('details.no-formations')}</p>}
        <ul className="rows">
          {formations.map(({ id, name }) => (
            <li key={id}>
              <PathLink path={`/formations/${id}`}>{name}</PathLink>
              {changesFormations && (
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
      <Section
        title={t('entitlements.title')}
        actions={
          changesEntitlements &&
          system.status === 'REGISTERED' && (
            <Button design="Transparent" onClick={() => setIsConfiguring(true)}>
              {t('entitlements.configure')}
            </Button>
          )
        }
      >
        {remove.error && <ProblemStrip problem={problemOf(remove.error)} />}
        {entitlements.length === 0 && <p className="subtle">{t('details.no-entitlements')}</p>}
        <ul className="rows">
          {entitlements.map(({ id, subaccount, service, plan }) => (
            <li key={id}>
              <span>
                {service} / {plan} <span className="subtle">{subaccount}</span>
              </span>
              {changesEntitlements && (
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
      </Section>
      {isConfiguring && <ConfigureDialog system={system} close={() => setIsConfiguring(false)} />}
    </>
  );
}
