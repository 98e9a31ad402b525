import type { BusUser } from '../bus/bus-users.js';
import { assignmentRpc } from './assignment.js';
import type { Rpc } from './define-rpc.js';
import { deregistrationRpc } from './deregistration.js';
import { eventRelayRpc } from './event-relay.js';
import { formationQueriesRpc } from './formation-queries.js';
import { quarantineRpc } from './quarantine.js';
import { readModelsRpc } from './read-models.js';
import { registrationRpc } from './registration.js';
import { sweepQueriesRpc } from './sweep-queries.js';
import { systemQueriesRpc } from './system-queries.js';
import { systemTypesRpc } from './system-types.js';
import { tokenIssuanceRpc } from './token-issuance.js';

/** Every request over NATS, by the service that answers it: `RPC.tokenIssuance.registerSystem`. */
export const RPC = {
  systemTypes: systemTypesRpc,
  tokenIssuance: tokenIssuanceRpc,
  registration: registrationRpc,
  deregistration: deregistrationRpc,
  assignment: assignmentRpc,
  projection: { ...systemQueriesRpc, ...formationQueriesRpc, ...sweepQueriesRpc, ...readModelsRpc, ...quarantineRpc },
  eventRelay: eventRelayRpc,
} as const;

/** Which service answers the messages of each group. */
const ANSWERED_BY = {
  systemTypes: 'token-issuance',
  tokenIssuance: 'token-issuance',
  registration: 'registration',
  deregistration: 'deregistration',
  assignment: 'assignment',
  projection: 'projection',
  eventRelay: 'event-relay',
} as const satisfies Readonly<Record<keyof typeof RPC, BusUser>>;

/** The declarations of `RPC` in one list, each with the service that answers it. */
export const ALL_RPCS: readonly (Rpc & { readonly service: BusUser })[] = (
  Object.keys(RPC) as (keyof typeof RPC)[]
).flatMap((group) => Object.values<Rpc>(RPC[group]).map((rpc) => ({ ...rpc, service: ANSWERED_BY[group] })));

/** Requests that the platform makes for itself, also while it works for a caller: no reader can take their places. */
export const OWN_RPCS: readonly Rpc[] = Object.values(sweepQueriesRpc);

/** Requests that anybody may make, without a caller. */
export const ANONYMOUS_RPCS: readonly Rpc[] = Object.values(systemTypesRpc);

/** Persistent subscriptions. Each has the name of the service that consumes it and answers for its parked hints. */
export const SUBSCRIPTIONS = [
  'registration',
  'deregistration',
  'assignment',
] as const satisfies readonly (keyof typeof RPC)[];
