import type { System } from '../api/api-types.js';
import type { TextKey } from '../texts/texts.js';

/** The text that says in which state a system is and what to do next. */
export interface Guidance {
  readonly text: Extract<TextKey, `guidance.${string}`>;
  readonly design: 'Information' | 'Positive' | 'Critical' | 'Negative';
}

export function guidanceFor({ status, token, registration }: System): Guidance {
  switch (status) {
    case 'PENDING':
      if (token?.state === 'USED') return { text: 'guidance.enabling', design: 'Information' };
      if (registration?.state === 'FAILED') return { text: 'guidance.failed-extension-left', design: 'Critical' };
      if (token?.state === 'EXPIRED') return { text: 'guidance.expired', design: 'Critical' };
      return { text: 'guidance.waiting', design: 'Information' };
    case 'REGISTERED':
      return { text: 'guidance.registered', design: 'Positive' };
    case 'ERROR':
      return registration?.state === 'DELETED'
        ? { text: 'guidance.error-extension-deleted', design: 'Negative' }
        : { text: 'guidance.error', design: 'Negative' };
    case 'DEREGISTERING':
      return { text: 'guidance.deregistering', design: 'Information' };
    case 'DEREGISTER_ERROR':
      return { text: 'guidance.deregister-error', design: 'Negative' };
    case 'REMOVED':
      return { text: 'guidance.removed', design: 'Information' };
    case 'DEREGISTERED':
      return { text: 'guidance.deregistered', design: 'Information' };
    default:
      return { text: 'guidance.unknown', design: 'Information' };
  }
}
