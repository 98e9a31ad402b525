/* The events of a formation's stream: the storage format, as in `system.events.ts`. */

import type { SkippedEvent } from '../skipped-event.js';

export interface FormationCreated {
  readonly type: 'FormationCreated';
  readonly data: {
    readonly formationId: string;
    readonly globalAccountId: string;
    readonly name: string;
    readonly type: string | null;
  };
}
export interface FormationDeletionStarted {
  readonly type: 'FormationDeletionStarted';
  readonly data: { readonly formationId: string };
}
export interface FormationDeleted {
  readonly type: 'FormationDeleted';
  readonly data: { readonly formationId: string };
}

export interface FormationEventSkipped {
  readonly type: 'EventSkipped';
  readonly data: SkippedEvent & { readonly formationId: string };
}

export type FormationEvent = FormationCreated | FormationDeletionStarted | FormationDeleted | FormationEventSkipped;
