import {
  initialSystemState,
  type Recorded,
  type Refusal,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import { THIS_RELEASE, type Policy } from './policy.js';
import { commandOf, type CommandEvents } from './recorded-command.js';

/** Status of a system after its last recorded command; null when it was never added. */
export type FinalStatus = SystemState['status'] | null;

/** The first command about a system whose decision differs. */
export interface DifferentDecision {
  readonly position: string;
  /** Types of the recorded events. */
  readonly recorded: readonly string[];
  /** Types of the events that the policy decides, or its refusal. */
  readonly whatIf: readonly string[] | { readonly code: string; readonly detail: string };
}

export interface Outcome {
  readonly systemId: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly recorded: FinalStatus;
  readonly whatIf: FinalStatus;
  readonly first: DifferentDecision | null;
}

interface Life {
  readonly globalAccountId: string;
  readonly name: string;
  /** Id of the system under the policy, which may have refused an earlier life; null when it refuses this one. */
  readonly policySystemId: string | null;
  recorded: FinalStatus;
  whatIf: FinalStatus;
  first: DifferentDecision | null;
}

/**
 * Decides the recorded commands about one system name again under a policy. Keeps two states: as recorded, and as the
 * policy decides.
 */
export class History {
  commands = 0;
  private recorded: SystemState = initialSystemState;
  private whatIf: SystemState = initialSystemState;
  private readonly lives = new Map<string, Life>();
  private open: { readonly events: Recorded<SystemEvent>[]; readonly position: string } | undefined;

  constructor(
    private readonly nameId: string,
    private readonly policy: Policy,
  ) {}

  /** Takes the next event of the stream. */
  add(event: Recorded<SystemEvent>, position: string): void {
    if (this.open && this.open.events[0]!.metadata.idempotencyKey !== event.metadata.idempotencyKey) this.decide();
    this.open ??= { events: [], position };
    this.open.events.push(event);
  }

  /** The outcome of every life of the name. Call it once, after the last event. */
  end(): Outcome[] {
    this.decide();
    return [...this.lives].map(([systemId, { policySystemId: _, ...life }]) => ({ systemId, ...life }));
  }

  private decide(): void {
    if (!this.open) return;
    const { events: open, position } = this.open;
    this.open = undefined;
    this.commands += 1;
    const recorded = open as unknown as CommandEvents;
    const { systemId } = recorded[0].data;
    for (const event of recorded) this.recorded = THIS_RELEASE.evolveSystem(this.recorded, event);

    const decided = this.decideAgain(recorded);
    const events = isRefusal(decided) ? [] : decided;
    for (const event of events) this.whatIf = this.policy.evolveSystem(this.whatIf, event);

    const added = recorded.find((event) => event.type === 'SystemAdded');
    if (added) {
      const { globalAccountId, name } = added.data;
      const policySystemId = events.find((event) => event.type === 'SystemAdded')?.data.systemId ?? null;
      this.lives.set(systemId, { globalAccountId, name, policySystemId, recorded: null, whatIf: null, first: null });
    }
    const life = this.lives.get(systemId);
    if (!life) throw new Error(`The stream of ${systemId} does not begin with SystemAdded`);
    if (isOf(this.recorded, systemId)) life.recorded = this.recorded.status;
    if (life.policySystemId !== null && isOf(this.whatIf, life.policySystemId)) life.whatIf = this.whatIf.status;
    life.first ??= differenceBetween(recorded, decided, position);
  }

  private decideAgain(recorded: CommandEvents): Refusal | readonly Recorded<SystemEvent>[] {
    const decision = commandOf(this.withPolicySystemId(recorded), this.nameId)(this.policy, this.whatIf);
    if (isRefusal(decision)) return decision;
    const { metadata } = recorded[0];
    return decision.map((event) => ({ ...event, metadata: { ...metadata, systemId: event.data.systemId } }));
  }

  /** The recorded events with the id that the system has under the policy. */
  private withPolicySystemId(recorded: CommandEvents): CommandEvents {
    const { systemId } = recorded[0].data;
    const policySystemId = this.lives.get(systemId)?.policySystemId;
    if (!policySystemId || policySystemId === systemId) return recorded;
    // Ids of extensions and entitlement configurations begin with the id of the system.
    const idAndParts = new RegExp(`${systemId}(?!\\d)`, 'g');
    return JSON.parse(JSON.stringify(recorded).replace(idAndParts, policySystemId)) as CommandEvents;
  }
}

/** By name, since another build of the domain has its own class. */
function isRefusal(decision: object): decision is Refusal {
  return decision instanceof Error && decision.name === 'Refusal' && 'code' in decision;
}

function isOf(state: SystemState, systemId: string): boolean {
  return state.status !== 'NONE' && state.systemId === systemId;
}

function differenceBetween(
  recordedEvents: CommandEvents,
  decided: Refusal | readonly Recorded<SystemEvent>[],
  position: string,
): DifferentDecision | null {
  const recorded = recordedEvents.map(({ type }) => type);
  if (isRefusal(decided)) return { position, recorded, whatIf: { code: decided.code, detail: decided.message } };
  const whatIf = decided.map(({ type }) => type);
  return whatIf.join() === recorded.join() ? null : { position, recorded, whatIf };
}
