import type { CurrentResource, Preconditions } from '@system-landscape/contracts';
import {
  parseSystemId,
  Refusal,
  type Decision,
  type System,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import type { CommandContext } from './command-context.js';
import type { CommandResult } from './command-result.js';
import type { EventStore } from './event-store.js';
import { systemResource, unlessChanged } from './preconditions.js';

/** A command about a system of the caller's account. */
export interface SystemCommandContext extends Omit<CommandContext, 'now'> {
  /** The caller's account. */
  readonly globalAccountId: string;
  readonly preconditions?: Preconditions;
}

/** The idempotency key belongs to a command about something else: another life of the name, extension or token. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
  readonly code = 'IDEMPOTENCY_KEY_REUSED';

  constructor() {
    super('The key was used for something else about a system of this name. Use a new key.');
  }
}

/** Commands about existing systems of the caller's account. */
export class AccountSystems {
  constructor(
    private readonly eventStore: EventStore,
    private readonly clock: { now(): Date },
  ) {}

  /**
   * @param resource what `preconditions` are about; default: the system
   * @throws Refusal of the decision, `PRECONDITION_FAILED`, or `NOT_FOUND` for an id that is no system of this account; KeyReused; StoreUnavailable
   */
  async execute(
    systemId: string,
    context: SystemCommandContext,
    decide: (system: System, now: Date) => Decision<SystemEvent> | Promise<Decision<SystemEvent>>,
    resource: (system: System, now: Date) => CurrentResource = systemResource,
  ): Promise<CommandResult<SystemState, SystemEvent>> {
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) throw noSuchSystem();
    const now = this.clock.now();
    const { globalAccountId, preconditions, ...command } = context;
    const result = await this.eventStore.onSystem(nameId, { ...command, now }, async (state) =>
      belongsTo(state, globalAccountId)
        ? unlessChanged(preconditions, resource(state, now), await decide(state, now))
        : noSuchSystem(),
    );
    // A repeated key is answered without a decision, and another account may use the same subject and key.
    if (!belongsTo(result.state, globalAccountId)) throw noSuchSystem();
    refuseReusedKey(result, systemId);
    return result;
  }
}

/**
 * Refuses the answer to an earlier command with the same key. The key does not identify what a command is about within the
 * name's stream; its events do.
 * @throws KeyReused when they are about another life of the name, extension or token
 */
export function refuseReusedKey(
  { own }: CommandResult<SystemState, SystemEvent>,
  systemId: string,
  { extensionId, tokenId }: { readonly extensionId?: string; readonly tokenId?: string } = {},
): void {
  const isAnother = ({ data }: SystemEvent) =>
    data.systemId !== systemId ||
    (extensionId !== undefined && 'extensionId' in data && data.extensionId !== extensionId) ||
    (tokenId !== undefined && 'tokenId' in data && data.tokenId !== tokenId);
  if (own.some(({ event }) => isAnother(event))) throw new KeyReused();
}

function belongsTo(state: SystemState, globalAccountId: string): state is System {
  return state.status !== 'NONE' && state.globalAccountId === globalAccountId;
}

function noSuchSystem(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such system.');
}
