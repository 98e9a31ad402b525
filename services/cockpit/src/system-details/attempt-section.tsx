import type { HistoryItem } from '../api/api-types.js';
import { Section } from '../shell/section.js';
import { useTexts } from '../texts/texts.js';
import { latestAttempt } from './attempt-progress.js';
import { StepList } from './step-list.js';

/** Progress of the latest registration or deregistration attempt. */
export function AttemptSection({ events }: { readonly events: readonly HistoryItem[] }) {
  const t = useTexts();
  const attempt = latestAttempt(events);
  if (!attempt) return undefined;
  return (
    <Section title={t(`progress.${attempt.kind}`)} note={t('progress.attempt', { attempt: attempt.number })}>
      <StepList steps={attempt.steps} />
    </Section>
  );
}
