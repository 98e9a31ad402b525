import '@ui5/webcomponents-icons/dist/history.js';
import { Breadcrumbs } from '@ui5/webcomponents-react/Breadcrumbs';
import { BreadcrumbsItem } from '@ui5/webcomponents-react/BreadcrumbsItem';
import { Button } from '@ui5/webcomponents-react/Button';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { System } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { Loading, Page } from '../shell/page.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { Section } from '../shell/section.js';
import { appearanceOf } from '../status/system-status.js';
import { Status } from '../status/status.js';
import { ActionDialog } from '../systems/action-dialogs.js';
import { SystemActionButtons } from '../systems/system-action-buttons.js';
import type { SystemAction } from '../systems/system-actions.js';
import { useSystemTypes, useTypeLabel } from '../systems/systems.js';
import { useTexts } from '../texts/texts.js';
import { Moment } from '../time/moment.js';
import { Assignments } from './assignments.js';
import { guidanceFor } from './guidance.js';
import { progressOf } from './steps.js';
import { StepList } from './step-list.js';
import { useHistory, useLiveSystem, useSystem } from './system-details.js';
import { TimeMachine } from './time-machine.js';

/** One system: what to do next, how far its registration is, who uses it, and what happened, at any time. */
export default function SystemPage() {
  const { id = '' } = useParams();
  // Another system begins at the present.
  return <OneSystem key={id} id={id} />;
}

function OneSystem({ id }: { readonly id: string }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [asOf, setAsOf] = useState<string>();
  const [action, setAction] = useState<SystemAction>();
  const system = useSystem(id, asOf);
  const history = useHistory(id);
  useLiveSystem(id);

  const above = (
    <Breadcrumbs
      onItemClick={(event) => {
        event.preventDefault();
        void navigate('/systems');
      }}
    >
      <BreadcrumbsItem href="/systems">{t('systems.title')}</BreadcrumbsItem>
      <BreadcrumbsItem>{system.data?.name ?? ''}</BreadcrumbsItem>
    </Breadcrumbs>
  );
  if (!system.data) {
    return (
      <Page title={t('details.title')} above={above}>
        {system.error ? (
          <ProblemStrip problem={problemOf(system.error)} retry={() => void system.refetch()} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  }

  const { data } = system;
  const then = asOf === undefined ? undefined : history.data?.find(({ position }) => position === asOf);
  const guidance = guidanceFor(data);
  const events = history.data?.filter(({ position }) => asOf === undefined || BigInt(position) <= BigInt(asOf)) ?? [];
  const progress = progressOf(events);
  return (
    <Page
      title={data.name}
      above={above}
      subtitle={
        <>
          <Status {...appearanceOf(data.status)} />
          <span className="subtle">
            {t('details.since')} <Moment at={data.statusChangedAt} />
          </span>
        </>
      }
      actions={asOf === undefined && <SystemActionButtons system={data} act={setAction} />}
    >
      {system.error && <ProblemStrip problem={problemOf(system.error)} retry={() => void system.refetch()} />}
      {then && (
        <MessageStrip design="Critical" hideCloseButton role="status">
          {t('details.as-of')} <Moment at={then.occurredAt} />{' '}
          <Button design="Transparent" onClick={() => setAsOf(undefined)}>
            {t('details.back-to-now')}
          </Button>
        </MessageStrip>
      )}
      <MessageStrip design={guidance.design} hideCloseButton className="guidance">
        {t(guidance.text)}
        {data.registration?.lastError && <span className="problem-words">{data.registration.lastError.message}</span>}
      </MessageStrip>
      <div className="sections">
        {progress && (
          <Section title={t(`progress.${progress.kind}`)} note={t('progress.attempt', { attempt: progress.attempt })}>
            <StepList steps={progress.steps} />
          </Section>
        )}
        <Section title={t('details.facts')}>
          <Facts system={data} />
        </Section>
        <Assignments system={data} canChange={asOf === undefined} />
      </div>
      <Section title={t('timeline.title')} icon="history">
        {history.error && <ProblemStrip problem={problemOf(history.error)} retry={() => void history.refetch()} />}
        {history.isPending && !history.error && <Loading />}
        {history.data && <TimeMachine history={history.data} asOf={asOf} travel={setAsOf} />}
      </Section>
      {action && <ActionDialog action={action} system={data} close={() => setAction(undefined)} />}
    </Page>
  );
}

function Facts({ system }: { readonly system: System }) {
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
        <Moment at={system.createdAt} /> {t('details.by', { who: system.createdBy })}
      </dd>
      {token && (
        <>
          <dt>{t('token.label')}</dt>
          <dd>
            {t(`token.state.${token.state}`)}
            {token.state === 'LIVE' && (
              <>
                , {t('details.valid-until')} <Moment at={token.expiresAt} />
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
