import { Breadcrumbs } from '@ui5/webcomponents-react/Breadcrumbs';
import { BreadcrumbsItem } from '@ui5/webcomponents-react/BreadcrumbsItem';
import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Formation } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { Loading, Page } from '../shell/page.js';
import { PathLink } from '../shell/path-link.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { Section } from '../shell/section.js';
import { mayChangeSystems } from '../sign-in/person.js';
import { useSession } from '../sign-in/session-context.js';
import { SystemPicker } from '../systems/system-picker.js';
import { useSystemTypes } from '../systems/systems.js';
import { useTexts } from '../texts/texts.js';
import { Moment } from '../time/moment.js';
import { DeleteDialog } from './delete-dialog.js';
import { useFormation, useMembership } from './formations.js';

/** One formation: its systems, and which join or leave. */
export default function FormationPage() {
  const t = useTexts();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const { person } = useSession();
  const formation = useFormation(id);
  const [isDeleting, setIsDeleting] = useState(false);
  const mayChange = mayChangeSystems(person);
  const toAll = () => void navigate('/formations');
  const { data } = formation;
  return (
    <Page
      title={data?.name ?? t('formations.one')}
      above={
        <Breadcrumbs
          onItemClick={(event) => {
            event.preventDefault();
            toAll();
          }}
        >
          <BreadcrumbsItem href="/formations">{t('formations.title')}</BreadcrumbsItem>
          <BreadcrumbsItem>{data?.name ?? ''}</BreadcrumbsItem>
        </Breadcrumbs>
      }
      {...(data && {
        subtitle: (
          <span className="subtle">
            {data.type !== null && `${data.type} · `}
            {t('formations.created')} <Moment at={data.createdAt} />
          </span>
        ),
      })}
      actions={mayChange && data && <Button onClick={() => setIsDeleting(true)}>{t('formation.delete')}</Button>}
    >
      {formation.error && <ProblemStrip problem={problemOf(formation.error)} retry={() => void formation.refetch()} />}
      {formation.isPending && !formation.error && <Loading />}
      {data && <Members formation={data} mayChange={mayChange} />}
      {data && isDeleting && <DeleteDialog formation={data} close={() => setIsDeleting(false)} deleted={toAll} />}
    </Page>
  );
}

function Members({ formation, mayChange }: { readonly formation: Formation; readonly mayChange: boolean }) {
  const t = useTexts();
  const membership = useMembership();
  const { data } = useSystemTypes();
  const [picked, setPicked] = useState<string>();
  const [picks, setPicks] = useState(0);
  const { systems } = formation;
  const include = (systemId: string) =>
    membership.mutate(
      { formationId: formation.id, systemId, include: true },
      {
        onSuccess: () => {
          setPicked(undefined);
          setPicks(picks + 1);
        },
      },
    );
  return (
    <Section title={t('systems.title')} note={String(systems.length)}>
      {membership.error && <ProblemStrip problem={problemOf(membership.error)} />}
      {mayChange && (
        <div className="side-by-side">
          <SystemPicker
            key={picks}
            label={t('formation.add')}
            pick={setPicked}
            // N-06
            mayBePicked={({ id, status, type }) =>
              !systems.some((member) => member.id === id) &&
              (status === 'REGISTERED' ||
                (status === 'PENDING' && data?.types.find((one) => one.id === type)?.formationWhilePending === true))
            }
          />
          <Button disabled={picked === undefined || membership.isPending} onClick={() => picked && include(picked)}>
            {t('formation.include')}
          </Button>
        </div>
      )}
      {systems.length === 0 && <p className="subtle">{t('formation.empty')}</p>}
      <ul className="rows">
        {systems.map(({ id, name }) => (
          <li key={id}>
            <PathLink path={`/systems/${id}`}>{name}</PathLink>
            {mayChange && (
              <Button
                design="Transparent"
                disabled={membership.isPending}
                accessibleName={t('formation.exclude-system', { name })}
                onClick={() => membership.mutate({ formationId: formation.id, systemId: id, include: false })}
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
