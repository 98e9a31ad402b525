import '@ui5/webcomponents-icons/dist/accept.js';
import '@ui5/webcomponents-icons/dist/add-document.js';
import '@ui5/webcomponents-icons/dist/chain-link.js';
import '@ui5/webcomponents-icons/dist/disconnected.js';
import '@ui5/webcomponents-icons/dist/key.js';
import '@ui5/webcomponents-icons/dist/process.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { Timeline } from '@ui5/webcomponents-react/Timeline';
import { TimelineItem } from '@ui5/webcomponents-react/TimelineItem';
import { useState } from 'react';
import type { HistoryItem } from '../api/api-types.js';
import { useLanguage, useTexts } from '../texts/texts.js';
import { formatDateTime, formatUtc } from '../time/date-time.js';
import { TimeSlider } from './time-slider.js';
import { useEventDescription } from './use-event-description.js';

const PAGE_SIZE = 30;

/** The events of a system, newest first, and a slider that selects the time at which the page shows the system. */
export function SystemTimeline({
  history,
  asOf,
  onAsOfChange,
}: {
  readonly history: readonly HistoryItem[];
  /** Log position of the last event that is shown; undefined: now. */
  readonly asOf: string | undefined;
  readonly onAsOfChange: (position: string | undefined) => void;
}) {
  const t = useTexts();
  const language = useLanguage();
  const describe = useEventDescription();
  const [shown, setShown] = useState(PAGE_SIZE);
  const last = history.length - 1;
  const index = asOf === undefined ? last : history.findIndex(({ position }) => position === asOf);
  const select = (selected: number) => onAsOfChange(selected >= last ? undefined : history[selected]?.position);
  const newestFirst = history.slice(0, index + 1).toReversed();
  return (
    <div className="stack">
      {last > 0 && <TimeSlider history={history} index={index} onChange={select} />}
      <Timeline accessibleName={t('timeline.title')}>
        {newestFirst.slice(0, shown).map((item) => (
          <TimelineItem
            key={`${item.position} ${item.type}`}
            icon={iconOf(item.type)}
            state={stateOf(item.type)}
            name={item.actor.role === '' ? item.actor.subject : `${item.actor.subject} (${item.actor.role})`}
            titleText={describe(item)}
            subtitleText={formatDateTime(item.occurredAt, language, true)}
            title={formatUtc(item.occurredAt)}
          />
        ))}
      </Timeline>
      {newestFirst.length > shown && (
        <Button design="Transparent" onClick={() => setShown(shown + PAGE_SIZE)}>
          {t('timeline.more')}
        </Button>
      )}
    </div>
  );
}

function iconOf(type: string): string {
  if (type.endsWith('Failed')) return 'error';
  if (type === 'SystemRegistered') return 'accept';
  if (type === 'SystemAdded') return 'add-document';
  if (type === 'SystemDeregistered' || type === 'RegistrationCancelled') return 'disconnected';
  if (type.includes('Token')) return 'key';
  if (type.includes('Formation') || type.includes('Entitlement')) return 'chain-link';
  return 'process';
}

function stateOf(type: string): 'None' | 'Positive' | 'Critical' | 'Negative' {
  if (type.endsWith('Failed')) return 'Negative';
  if (type.endsWith('Delayed') || type.endsWith('Expired')) return 'Critical';
  return type === 'SystemRegistered' ? 'Positive' : 'None';
}
