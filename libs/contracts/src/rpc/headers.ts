/** Headers of a request on NATS. */
export const HEADERS = {
  correlationId: 'correlation-id',
  causationId: 'causation-id',
  traceparent: 'traceparent',
  /** JSON of `RequestActor`; set by the gateway from the verified access token. */
  actor: 'actor',
  idempotencyKey: 'idempotency-key',
  /** As in HTTP; only for declarations that are `conditional`. */
  ifMatch: 'if-match',
  ifNoneMatch: 'if-none-match',
  /** When the caller gives up, in milliseconds since 1970: a later request is not carried out. */
  deadline: 'deadline',
} as const;

export type Role =
  | 'global-account-admin'
  | 'system-landscape-admin'
  | 'system-landscape-viewer'
  | 'tenant-admin'
  | 'tenant-system'
  | 'operator';

/** The caller, as verified by the gateway. */
export interface RequestActor {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly globalAccountId?: string;
  readonly tenantId?: string;
}
