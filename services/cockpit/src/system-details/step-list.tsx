import '@ui5/webcomponents-icons/dist/circle-task.js';
import '@ui5/webcomponents-icons/dist/error.js';
import '@ui5/webcomponents-icons/dist/lateness.js';
import '@ui5/webcomponents-icons/dist/synchronize.js';
import '@ui5/webcomponents-icons/dist/sys-enter-2.js';
import { Icon } from '@ui5/webcomponents-react/Icon';
import { useTexts } from '../texts/texts.js';
import { Moment } from '../time/moment.js';
import type { StepProgress } from './steps.js';

const LOOKS = {
  waiting: { icon: 'circle-task', tone: 'neutral' },
  running: { icon: 'synchronize', tone: 'information' },
  delayed: { icon: 'lateness', tone: 'critical' },
  done: { icon: 'sys-enter-2', tone: 'positive' },
  failed: { icon: 'error', tone: 'negative' },
} as const;

/** Each step with how far it is, how often it was tried, and what the tenant said. */
export function StepList({ steps }: { readonly steps: readonly StepProgress[] }) {
  const t = useTexts();
  return (
    <ol className="steps">
      {steps.map(({ step, state, tries, lastError, againAt }) => (
        <li key={step} aria-current={state === 'running' || state === 'delayed' ? 'step' : undefined}>
          <Icon name={LOOKS[state].icon} mode="Decorative" className={`step-icon status-${LOOKS[state].tone}`} />
          <div>
            <span className="strong">{t(`step.${step}`)}</span>{' '}
            <span className={`status-${LOOKS[state].tone}`}>{t(`step-state.${state}`)}</span>
            {tries > 1 && <span className="subtle"> {t('progress.tries', { tries })}</span>}
            {lastError !== undefined && <div className="problem-words">{lastError}</div>}
            {againAt !== undefined && (
              <div className="subtle">
                {t('progress.again')} <Moment at={againAt} seconds />
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
