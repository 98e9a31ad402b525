import '@ui5/webcomponents-icons/dist/history.js';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { System } from '../api/api-types.js';
import { ListBreadcrumbs } from '../shell/list-breadcrumbs.js';
import { Page } from '../shell/page.js';
import { QueryStatus } from '../shell/query-status.js';
import { Section } from '../shell/section.js';
import { ObjectStatus } from '../status/object-status.js';
import { appearanceOf } from '../status/system-status.js';
import { ActionDialog } from '../systems/action-dialogs.js';
import { SystemActionButtons } from '../systems/system-action-buttons.js';
import type { SystemAction } from '../systems/system-actions.js';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';
import { AsOfStrip } from './as-of-strip.js';
import { AttemptSection } from './attempt-section.js';
import { GuidanceStrip } from './guidance-strip.js';
import { QuarantineStrip } from './quarantine-strip.js';
import { SystemAssignments } from './system-assignments.js';
import { SystemFacts } from './system-facts.js';
import { SystemTimeline } from './system-timeline.js';
import { WarningStrips } from '../shell/warning-strips.js';
import { useSystemDetails } from './use-system-details.js';

/** One system: what to do next, progress of its registration, assignments, and history, now or at an earlier time. */
export default function SystemPage() {
  const { id = '' } = useParams();
  // The key resets the state: another system is shown as it is now.
  return <SystemDetails key={id} id={id} />;
}

function SystemDetails({ id }: { readonly id: string }) {
  const t = useTexts();
  const [action, setAction] = useState<SystemAction>();
  const { system, history, asOf, setAsOf, asOfEvent, events } = useSystemDetails(id);
  const { data } = system;
  const breadcrumbs = <ListBreadcrumbs path="/systems" list={t('systems.title')} current={data?.name ?? ''} />;
  if (!data) {
    return (
      <Page title={t('details.title')} breadcrumbs={breadcrumbs}>
        <QueryStatus query={system} />
      </Page>
    );
  }
  return (
    <Page
      title={data.name}
      breadcrumbs={breadcrumbs}
      subtitle={<StatusSince system={data} />}
      actions={asOf === undefined && <SystemActionButtons system={data} onAction={setAction} />}
    >
      <QueryStatus query={system} />
      {asOfEvent && <AsOfStrip at={asOfEvent.occurredAt} onBackToNow={() => setAsOf(undefined)} />}
      {data.quarantine ? <QuarantineStrip quarantine={data.quarantine} /> : <GuidanceStrip system={data} />}
      <WarningStrips warnings={data.warnings} values={{ tenant: data.registration?.tenantId ?? '' }} />
      <div className="sections">
        <AttemptSection events={events} />
        <Section title={t('details.facts')}>
          <SystemFacts system={data} />
        </Section>
        <SystemAssignments system={data} isCurrent={asOf === undefined} />
      </div>
      <Section title={t('timeline.title')} icon="history">
        <QueryStatus query={history} />
        {history.data && <SystemTimeline history={history.data} asOf={asOf} onAsOfChange={setAsOf} />}
      </Section>
      {action && <ActionDialog action={action} system={data} onClose={() => setAction(undefined)} />}
    </Page>
  );
}

function StatusSince({ system: { status, statusChangedAt } }: { readonly system: System }) {
  const t = useTexts();
  return (
    <>
      <ObjectStatus {...appearanceOf(status)} />
      <span className="subtle">
        {t('details.since')} <DateTime at={statusChangedAt} />
      </span>
    </>
  );
}
