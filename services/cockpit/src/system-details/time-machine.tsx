import '@ui5/webcomponents-icons/dist/accept.js';
import '@ui5/webcomponents-icons/dist/add-document.js';
import '@ui5/webcomponents-icons/dist/disconnected.js';
import '@ui5/webcomponents-icons/dist/key.js';
import '@ui5/webcomponents-icons/dist/chain-link.js';
import '@ui5/webcomponents-icons/dist/process.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { Timeline } from '@ui5/webcomponents-react/Timeline';
import { TimelineItem } from '@ui5/webcomponents-react/TimelineItem';
import { useState } from 'react';
import type { HistoryItem } from '../platform/platform.js';
import { useLanguage, useTexts, useKnownText } from '../texts/texts.js';
import { inReadersZone, utc } from '../time/moment.js';
import { sentenceOf } from './event-sentence.js';

const SHOWN_AT_FIRST = 30;

/** What happened, newest first, and a slider that takes the page back to any of these moments. */
export function TimeMachine({
  history,
  asOf,
  travel,
}: {
  readonly history: readonly HistoryItem[];
  /** Position at which the page is; undefined: now. */
  readonly asOf: string | undefined;
  readonly travel: (position: string | undefined) => void;
}) {
  const t = useTexts();
  const language = useLanguage();
  const known = useKnownText();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const last = history.length - 1;
  const at = asOf === undefined ? last : history.findIndex(({ position }) => position === asOf);
  const goTo = (index: number) => travel(index >= last ? undefined : history[index]?.position);

  const sentence = (item: HistoryItem) => {
    const found = sentenceOf(item, known, (time) => inReadersZone(time, language));
    if (!found) return item.summary;
    const step = `step.${found.values['step']}`;
    return t(found.text, known(step) ? { ...found.values, step: t(step) } : found.values);
  };
  return (
    <div className="stack">
      {last > 0 && (
        <div className="field">
          <label className="subtle" htmlFor="time">
            {t('timeline.slider')}
          </label>
          {/* The browser's own: UI5's has a second handle, which has no name for screen readers. */}
          <input
            id="time"
            type="range"
            className="time-slider"
            min={0}
            max={last}
            value={at}
            aria-valuetext={inReadersZone(history[at]?.occurredAt ?? '', language, true)}
            onChange={(event) => goTo(event.target.valueAsNumber)}
          />
        </div>
      )}
      <Timeline accessibleName={t('timeline.title')}>
        {history
          .slice(0, at + 1)
          .toReversed()
          .slice(0, shown)
          .map((item) => (
            <TimelineItem
              key={`${item.position} ${item.type}`}
              icon={iconOf(item.type)}
              state={stateOf(item.type)}
              name={item.actor.role === '' ? item.actor.subject : `${item.actor.subject} (${item.actor.role})`}
              titleText={sentence(item)}
              subtitleText={inReadersZone(item.occurredAt, language, true)}
              title={utc(item.occurredAt)}
            />
          ))}
      </Timeline>
      {at + 1 > shown && (
        <Button design="Transparent" onClick={() => setShown(shown + SHOWN_AT_FIRST)}>
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
