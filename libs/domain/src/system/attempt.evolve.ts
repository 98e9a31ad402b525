import type { EventMetadata } from '../recorded-event.js';
import type { SystemEvent } from './system.events.js';
import type { Attempt } from './system.state.js';

/** The attempt that a `…Started` event begins. */
export function startAttempt(
  started: { attempt: number; extensionId: string; tenantId: string; deadlineAt: string },
  { occurredAt, $correlationId }: EventMetadata,
): Attempt {
  const { attempt, extensionId, tenantId, deadlineAt } = started;
  return {
    attempt,
    extensionId,
    tenantId,
    startedAt: occurredAt,
    correlationId: $correlationId,
    deadlineAt,
    completed: [],
  };
}

type StepEvent = Extract<SystemEvent, { type: `${string}Step${string}` }>;

/** The attempt after an event of one of its steps. */
export function evolveAttempt(attempt: Attempt, event: StepEvent): Attempt {
  const { step, try: number } = event.data;
  const previous = attempt.progress?.step === step ? attempt.progress : undefined;
  switch (event.type) {
    case 'RegistrationStepRequested':
    case 'DeregistrationStepRequested':
      return {
        ...attempt,
        progress: {
          step,
          try: number,
          state: 'REQUESTED',
          nextActionAt: event.data.nextActionAt,
          polls: 0,
          lastError: previous?.lastError,
        },
      };
    case 'RegistrationStepAccepted':
    case 'DeregistrationStepAccepted':
      return {
        ...attempt,
        progress: {
          step,
          try: number,
          state: 'ACCEPTED',
          nextActionAt: event.data.nextActionAt,
          location: event.data.location,
          polls: event.data.polls,
        },
      };
    case 'RegistrationStepDelayed':
    case 'DeregistrationStepDelayed':
      return {
        ...attempt,
        progress: {
          step,
          try: number,
          state: 'DELAYED',
          nextActionAt: event.data.nextActionAt,
          location: previous?.location,
          // A failed poll counts, too, so that the interval between polls grows.
          polls: previous?.location === undefined ? 0 : previous.polls + 1,
          lastError: event.data.reason,
        },
      };
    case 'RegistrationStepCompleted':
    case 'DeregistrationStepCompleted':
      return { ...attempt, completed: [...attempt.completed, step], progress: undefined };
    default:
      throw new Error(`Unknown event ${JSON.stringify((event satisfies never as { type: unknown }).type)}`);
  }
}
