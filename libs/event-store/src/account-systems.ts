import { parseSystemId, Refusal, type Decision, type SystemEvent, type SystemState } from '@system-landscape/domain';
import type { CommandContext, EventStore, CommandResult } from './execute.js';

/** A command about one system, as it arrived. */
export type SystemCommandContext = Omit<CommandContext, 'now'>;

/** The idempotency key belongs to another command: about an earlier life of the name, or something else in this one. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
  readonly code = 'IDEMPOTENCY_KEY_REUSED';

  constructor() {
    super('The key was used for something else about a system of this name. Use a new key.');
  }
}

/** Commands about systems that are there already: only those of the caller's own account. */
export class AccountSystems {
  constructor(
    private readonly eventStore: EventStore,
    private readonly clock: { now(): Date },
  ) {}

  /** @throws Refusal of the decision; `NOT_FOUND` for what is no system of this account; `KeyReused`; `StoreUnavailable` */
  async execute(
    systemId: string,
    context: SystemCommandContext,
    decide: (state: SystemState, now: Date) => Decision<SystemEvent>,
  ): Promise<CommandResult<SystemState, SystemEvent>> {
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) throw noSuchSystem();
    const now = this.clock.now();
    const { globalAccountId } = context;
    const result = await this.eventStore.onSystem(nameId, { ...context, now }, (state) =>
      belongsTo(state, globalAccountId) ? decide(state, now) : noSuchSystem(),
    );
    // A key that was seen is answered without a decision, and subject and key may be the same in another account.
    if (!belongsTo(result.state, globalAccountId)) throw noSuchSystem();
    refuseReusedKey(result, systemId);
    return result;
  }
}

/**
 * The key does not say what a command is about within the name's stream; its events do.
 * @throws KeyReused when the key was seen with a command about another life of the name, extension or token
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

function belongsTo(state: SystemState, globalAccountId: string): boolean {
  return state.status !== 'NONE' && state.globalAccountId === globalAccountId;
}

function noSuchSystem(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such system.');
}
