import type { HistoryItem } from '../api/api-types.js';
import { latestAttempt } from './attempt-progress.js';

const eventOf = (type: string, data: Record<string, unknown> = {}): HistoryItem => ({
  ...{ position: '1', occurredAt: '', actor: { subject: '', role: '' }, summary: '', correlationId: '' },
  type,
  data: { attempt: 1, ...data },
});
const step = 'establish-trust';
const reason = { code: 'HTTP', message: 'Service unavailable' };

describe('the latest attempt', () => {
  it('is undefined before the first one', () => {
    expect(latestAttempt([])).toBeUndefined();
    expect(latestAttempt([eventOf('SystemAdded', { attempt: undefined })])).toBeUndefined();
  });

  it('M-23: has the state of each step, the number of tries, and the last error of the tenant', () => {
    const history = [
      eventOf('RegistrationStarted'),
      eventOf('RegistrationStepRequested', { step, try: 1 }),
      eventOf('RegistrationStepDelayed', { step, try: 1, reason, nextActionAt: '2026-01-01T00:00:01Z' }),
    ];
    expect(latestAttempt(history)).toMatchObject({ kind: 'registration', number: 1 });
    expect(latestAttempt(history)!.steps[0]).toEqual({
      step,
      state: 'delayed',
      tries: 1,
      lastError: 'Service unavailable',
      nextTryAt: '2026-01-01T00:00:01Z',
    });
    history.push(eventOf('RegistrationStepRequested', { step, try: 2 }));
    expect(latestAttempt(history)!.steps[0]).toEqual({
      step,
      state: 'running',
      tries: 2,
      lastError: 'Service unavailable',
    });
    history.push(eventOf('RegistrationStepCompleted', { step, try: 2 }));
    expect(latestAttempt(history)!.steps.map(({ state }) => state)).toEqual(['done', 'waiting', 'waiting', 'waiting']);
  });

  it('has the steps that only a newer release knows after those of this one', () => {
    const history = [
      eventOf('RegistrationStepRequested', { step: 'paint-it', try: 1 }),
      eventOf('RegistrationFailed', { step: null, reason }),
    ];
    expect(latestAttempt(history)!.steps.slice(4)).toEqual([{ step: 'paint-it', state: 'running', tries: 1 }]);
  });

  it('R5: has the step that failed, with the reason', () => {
    const history = [
      eventOf('RegistrationStepRequested', { step, try: 1 }),
      eventOf('RegistrationFailed', { step, reason }),
    ];
    expect(latestAttempt(history)!.steps[0]).toEqual({
      step,
      state: 'failed',
      tries: 1,
      lastError: 'Service unavailable',
    });
  });

  it('R7: starts over with each attempt; a deregistration has the steps in reverse order', () => {
    const progress = latestAttempt([
      eventOf('RegistrationStepCompleted', { step, try: 1 }),
      eventOf('DeregistrationStarted', { attempt: 2 }),
      eventOf('DeregistrationStepRequested', { attempt: 2, step: 'activate-extension', try: 1 }),
    ])!;
    expect([progress.kind, progress.number]).toEqual(['deregistration', 2]);
    expect(progress.steps.map((one) => `${one.step} ${one.state}`)).toEqual([
      'activate-extension running',
      'enable-communication-scenarios waiting',
      'create-communication-system waiting',
      'establish-trust waiting',
    ]);
  });
});
