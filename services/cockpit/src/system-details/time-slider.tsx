import type { HistoryItem } from '../api/api-types.js';
import { useLanguage, useTexts } from '../texts/texts.js';
import { formatDateTime } from '../time/date-time.js';

/** Selects one of the events of a history. */
export function TimeSlider({
  history,
  index,
  onChange,
}: {
  readonly history: readonly HistoryItem[];
  readonly index: number;
  readonly onChange: (index: number) => void;
}) {
  const t = useTexts();
  const language = useLanguage();
  return (
    <div className="field">
      <label className="subtle" htmlFor="time">
        {t('timeline.slider')}
      </label>
      {/* Native, because UI5's slider has a second handle without a name for screen readers. */}
      <input
        id="time"
        type="range"
        className="time-slider"
        min={0}
        max={history.length - 1}
        value={index}
        aria-valuetext={formatDateTime(history[index]?.occurredAt ?? '', language, true)}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </div>
  );
}
