import { AccessDeniedError } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';

/**
 * The event store does not take the account, or does not let it do what a service needs. Nothing was done; operators mend
 * it, and meanwhile it is like an outage for callers.
 */
export class StoreAccessDenied extends Error {
  override readonly name = 'StoreAccessDenied';
  readonly code = 'UNAVAILABLE';
  /** Seconds. */
  readonly retryAfter = 10;
  readonly isForOperators = true;

  /** @param wanted what was not allowed */
  constructor(wanted: string, { code }: AccessDeniedError) {
    super(
      code === status.UNAUTHENTICATED
        ? 'The event store refuses the credentials. Check the user and password in ESDB_URL.'
        : `The event store does not allow the account in ESDB_URL to ${wanted}. Check its user and password, and give it ` +
            'the rights that docs/engines.md names.',
    );
  }
}

/** What hints need. */
export const MANAGE_SUBSCRIPTIONS = 'create, change and replay persistent subscriptions to $all';

/** What a call throws: `StoreAccessDenied` if the account may not do what is `wanted`, or the error itself. */
export function deniedOr(error: unknown, wanted: string): unknown {
  return error instanceof AccessDeniedError ? new StoreAccessDenied(wanted, error) : error;
}

/** @throws StoreAccessDenied if the account may not do what is `wanted`; the error of the call */
export async function allowed<Result>(wanted: string, call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    throw deniedOr(error, wanted);
  }
}

/** The streams that a right is about: `system-*` for the stream of a system, whose name is not for everybody. */
export function kindOf(stream: string): string {
  return `${stream.slice(0, stream.indexOf('-') + 1)}*`;
}
