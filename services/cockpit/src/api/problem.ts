import type { components } from '@system-landscape/api-client';

type ProblemShape = components['schemas']['ProblemShape'];

/** The API's problem codes; `UNREACHABLE`: there was no response. */
export type ProblemCode = ProblemShape['code'] | 'UNREACHABLE';
export type Blocker = components['schemas']['BlockerShape'];

/** A failed call: the API's problem details (RFC 9457), or the reason why there was no response. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    /** The API's own message, in English. */
    detail: string,
    readonly correlationId?: string,
    readonly blockers: readonly Blocker[] = [],
  ) {
    super(detail);
  }

  /** Whether a retry may succeed. */
  get isTransient(): boolean {
    return ['UNREACHABLE', 'UNAVAILABLE', 'READ_MODEL_BEHIND', 'RATE_LIMITED'].includes(this.code);
  }
}

/** Converts anything that was thrown to a problem. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // `fetch` throws a TypeError when it gets no response.
  if (error instanceof TypeError) return new Problem('UNREACHABLE', error.message);
  return new Problem('INTERNAL', error instanceof Error ? error.message : String(error));
}

interface ApiResponse<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of a successful response. @throws Problem for an error response, or when there is none */
export async function unwrap<Data>(call: Promise<ApiResponse<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw toProblem(cause);
  });
  if (response.ok) return data as Data;
  const { code, detail, correlationId, blockers } = (isObject(error) ? error : {}) as Partial<ProblemShape>;
  throw new Problem(
    code ?? (response.status >= 500 ? 'UNAVAILABLE' : 'INTERNAL'),
    detail ?? `The platform answered ${response.status}.`,
    correlationId,
    blockers,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
