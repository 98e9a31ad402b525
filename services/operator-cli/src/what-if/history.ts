import {
  initialSystemState,
  type Recorded,
  type Refusal,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import { THIS_RELEASE, type Policy } from './policy.js';
import { commandOf, type Recording } from './recorded-command.js';

/** Status of a system at the end of what is recorded; null where it was never added. */
export type Ending = SystemState['status'] | null;

/** The first command about a system that is decided otherwise. */
export interface OtherDecision {
  readonly position: string;
  /** Types of the events that it yielded. */
  readonly recorded: readonly string[];
  /** Types of the events that it yields under the policy, or the refusal. */
  readonly whatIf: readonly string[] | { readonly code: string; readonly detail: string };
}

export interface Outcome {
  readonly systemId: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly recorded: Ending;
  readonly whatIf: Ending;
  readonly first: OtherDecision | null;
}

interface Life {
  readonly globalAccountId: string;
  readonly name: string;
  /** Its id under the policy, which may have refused a life before it; null where it refuses this one. */
  readonly otherwise: string | null;
  recorded: Ending;
  whatIf: Ending;
  first: OtherDecision | null;
}

/** The recorded commands of one name, decided again under a policy; nothing but the two states is touched. */
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

  /** The next event of the stream. */
  add(event: Recorded<SystemEvent>, position: string): void {
    if (this.open && this.open.events[0]!.metadata.idempotencyKey !== event.metadata.idempotencyKey) this.decide();
    this.open ??= { events: [], position };
    this.open.events.push(event);
  }

  /** What has become of every life of the name. */
  end(): Outcome[] {
    this.decide();
    return [...this.lives].map(([systemId, { otherwise: _, ...life }]) => ({ systemId, ...life }));
  }

  private decide(): void {
    if (!this.open) return;
    const { events, position } = this.open;
    this.open = undefined;
    this.commands += 1;
    const recording = events as unknown as Recording;
    const { systemId } = recording[0].data;
    for (const event of recording) this.recorded = THIS_RELEASE.evolveSystem(this.recorded, event);

    const decided = this.decideAgain(recording);
    const yielded = isRefusal(decided) ? [] : decided;
    for (const event of yielded) this.whatIf = this.policy.evolveSystem(this.whatIf, event);

    const added = recording.find((event) => event.type === 'SystemAdded');
    if (added) {
      const { globalAccountId, name } = added.data;
      const otherwise = yielded.find((event) => event.type === 'SystemAdded')?.data.systemId ?? null;
      this.lives.set(systemId, { globalAccountId, name, otherwise, recorded: null, whatIf: null, first: null });
    }
    const life = this.lives.get(systemId);
    if (!life) throw new Error(`The stream of ${systemId} does not begin with SystemAdded`);
    if (isOf(this.recorded, systemId)) life.recorded = this.recorded.status;
    if (life.otherwise !== null && isOf(this.whatIf, life.otherwise)) life.whatIf = this.whatIf.status;
    life.first ??= otherDecision(recording, decided, position);
  }

  private decideAgain(recording: Recording): Refusal | readonly Recorded<SystemEvent>[] {
    const decision = commandOf(this.otherwise(recording), this.nameId)(this.policy, this.whatIf);
    if (isRefusal(decision)) return decision;
    const { metadata } = recording[0];
    return decision.map((event) => ({ ...event, metadata: { ...metadata, systemId: event.data.systemId } }));
  }

  /** The recording, told of the system as it is called under the policy. */
  private otherwise(recording: Recording): Recording {
    const { systemId } = recording[0].data;
    const otherwise = this.lives.get(systemId)?.otherwise;
    if (!otherwise || otherwise === systemId) return recording;
    const idAndParts = new RegExp(`${systemId}(?!\\d)`, 'g');
    return JSON.parse(JSON.stringify(recording).replace(idAndParts, otherwise)) as Recording;
  }
}

/** A module may bring a class of its own for what it refuses. */
function isRefusal(decision: object): decision is Refusal {
  return decision instanceof Error && decision.name === 'Refusal' && 'code' in decision;
}

function isOf(state: SystemState, systemId: string): boolean {
  return state.status !== 'NONE' && state.systemId === systemId;
}

function otherDecision(
  recording: Recording,
  decided: Refusal | readonly Recorded<SystemEvent>[],
  position: string,
): OtherDecision | null {
  const recorded = recording.map(({ type }) => type);
  if (isRefusal(decided)) return { position, recorded, whatIf: { code: decided.code, detail: decided.message } };
  const whatIf = decided.map(({ type }) => type);
  return whatIf.join() === recorded.join() ? null : { position, recorded, whatIf };
}
