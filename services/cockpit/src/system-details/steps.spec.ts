import type { HistoryItem } from '../platform/platform.js';
import { progressOf } from './steps.js';

const happened = (type: string, data: Record<string, unknown> = {}): HistoryItem => ({
  ...{ position: '1', occurredAt: '', actor: { subject: '', role: '' }, summary: '', correlationId: '' },
  type,
  data: { attempt: 1, ...data },
});
const step = 'establish-trust';
const reason = { code: 'HTTP', message: 'Service unavailable' };

describe('the progress of an attempt', () => {
  it('is none before the first one', () => {
    expect(progressOf([])).toBeUndefined();
    expect(progressOf([happened('SystemAdded', { attempt: undefined })])).toBeUndefined();
  });

  it('M-23: tells of each step how far it is, how often it was tried, and what the tenant said', () => {
    const history = [
      happened('RegistrationStarted'),
      happened('RegistrationStepRequested', { step, try: 1 }),
      happened('RegistrationStepDelayed', { step, try: 1, reason, nextActionAt: '2026-01-01T00:00:01Z' }),
    ];
    expect(progressOf(history)).toMatchObject({ kind: 'registration', attempt: 1 });
    expect(progressOf(history)!.steps[0]).toEqual({
      step,
      state: 'delayed',
      tries: 1,
      lastError: 'Service unavailable',
      againAt: '2026-01-01T00:00:01Z',
    });
    history.push(happened('RegistrationStepRequested', { step, try: 2 }));
    expect(progressOf(history)!.steps[0]).toEqual({
      step,
      state: 'running',
      tries: 2,
      lastError: 'Service unavailable',
    });
    history.push(happened('RegistrationStepCompleted', { step, try: 2 }));
    expect(progressOf(history)!.steps.map(({ state }) => state)).toEqual(['done', 'waiting', 'waiting', 'waiting']);
  });

  it('R5: shows the step that failed, with the reason', () => {
    const history = [
      happened('RegistrationStepRequested', { step, try: 1 }),
      happened('RegistrationFailed', { step, reason }),
    ];
    expect(progressOf(history)!.steps[0]).toEqual({
      step,
      state: 'failed',
      tries: 1,
      lastError: 'Service unavailable',
    });
  });

  it('R7: begins anew with each attempt, and takes the steps back in reverse', () => {
    const progress = progressOf([
      happened('RegistrationStepCompleted', { step, try: 1 }),
      happened('DeregistrationStarted', { attempt: 2 }),
      happened('DeregistrationStepRequested', { attempt: 2, step: 'activate-extension', try: 1 }),
    ])!;
    expect([progress.kind, progress.attempt]).toEqual(['deregistration', 2]);
    expect(progress.steps.map((one) => `${one.step} ${one.state}`)).toEqual([
      'activate-extension running',
      'enable-communication-scenarios waiting',
      'create-communication-system waiting',
      'establish-trust waiting',
    ]);
  });
});
