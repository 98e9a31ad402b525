import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import type { Formation, System } from '../api/api-types.js';
import { toProblem } from '../api/problem.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { RouterLink } from '../shell/router-link.js';
import { Section } from '../shell/section.js';
import { SystemPicker } from '../systems/system-picker.js';
import { useSystemTypes } from '../systems/systems.queries.js';
import { useTexts } from '../texts/texts.js';
import { useChangeMembership } from './formations.queries.js';

/** The systems of a formation; users who may change systems can include and exclude them. */
export function FormationMembers({
  formation: { id: formationId, systems },
  mayChange,
}: {
  readonly formation: Formation;
  readonly mayChange: boolean;
}) {
  const t = useTexts();
  const membership = useChangeMembership();
  const [inclusions, setInclusions] = useState(0);
  const include = (systemId: string) => {
    const onSuccess = () => setInclusions(inclusions + 1);
    membership.mutate({ formationId, systemId, include: true }, { onSuccess });
  };
  return (
    <Section title={t('systems.title')} note={String(systems.length)}>
      {membership.error && <ProblemStrip problem={toProblem(membership.error)} />}
      {mayChange && (
        // The key empties the picker after each inclusion.
        <IncludeSystem key={inclusions} members={systems} isBusy={membership.isPending} onInclude={include} />
      )}
      {systems.length === 0 && <p className="subtle">{t('formation.empty')}</p>}
      <ul className="rows">
        {systems.map(({ id, name, quarantined }) => (
          <li key={id}>
            <RouterLink path={`/systems/${id}`}>{name}</RouterLink>
            {quarantined && <span className="subtle">{t('quarantine.hint')}</span>}
            {mayChange && !quarantined && (
              <Button
                design="Transparent"
                disabled={membership.isPending}
                accessibleName={t('formation.exclude-system', { name })}
                onClick={() => membership.mutate({ formationId, systemId: id, include: false })}
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

function IncludeSystem({
  members,
  isBusy,
  onInclude,
}: {
  readonly members: Formation['systems'];
  readonly isBusy: boolean;
  readonly onInclude: (systemId: string) => void;
}) {
  const t = useTexts();
  const mayJoin = useMayJoinFormation();
  const [selected, setSelected] = useState<string>();
  return (
    <div className="side-by-side">
      <SystemPicker
        label={t('formation.add')}
        isSelectable={(system) => !members.some(({ id }) => id === system.id) && mayJoin(system)}
        onSelect={setSelected}
      />
      <Button disabled={selected === undefined || isBusy} onClick={() => selected !== undefined && onInclude(selected)}>
        {t('formation.include')}
      </Button>
    </div>
  );
}

/** N-06: a Registered system may join, of some types a Pending one as well. */
function useMayJoinFormation(): (system: System) => boolean {
  const { data } = useSystemTypes();
  return ({ status, type }) =>
    status === 'REGISTERED' ||
    (status === 'PENDING' && data?.types.find(({ id }) => id === type)?.formationWhilePending === true);
}
