import '@ui5/webcomponents-icons/dist/circle-task.js';
import '@ui5/webcomponents-icons/dist/error.js';
import '@ui5/webcomponents-icons/dist/lateness.js';
import '@ui5/webcomponents-icons/dist/synchronize.js';
import '@ui5/webcomponents-icons/dist/sys-enter-2.js';
import { Icon } from '@ui5/webcomponents-react/Icon';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';
import type { StepProgress } from './attempt-progress.js';

const APPEARANCES = {
  waiting: { icon: 'circle-task', tone: 'neutral' },
  running: { icon: 'synchronize', tone: 'information' },
  delayed: { icon: 'lateness', tone: 'critical' },
  done: { icon: 'sys-enter-2', tone: 'positive' },
  failed: { icon: 'error', tone: 'negative' },
} as const;

/** The steps of an attempt: state, number of tries, last error, time of the next try. */
export function StepList({ steps }: { readonly steps: readonly StepProgress[] }) {
  const t = useTexts();
  return (
    <ol className="steps">
      {steps.map(({ step, state, tries, lastError, nextTryAt }) => (
        <li key={step} aria-current={state === 'running' || state === 'delayed' ? 'step' : undefined}>
          <Icon
            name={APPEARANCES[state].icon}
            mode="Decorative"
            className={`step-icon status-${APPEARANCES[state].tone}`}
          />
          <div>
            <span className="strong">{t(`step.${step}`)}</span>{' '}
            <span className={`status-${APPEARANCES[state].tone}`}>{t(`step-state.${state}`)}</span>
            {tries > 1 && <span className="subtle"> {t('progress.tries', { tries })}</span>}
            {lastError !== undefined && <div className="problem-words">{lastError}</div>}
            {nextTryAt !== undefined && (
              <div className="subtle">
                {t('progress.again')} <DateTime at={nextTryAt} seconds />
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
