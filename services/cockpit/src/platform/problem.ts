import type { components } from '@system-landscape/api-client';

type ProblemShape = components['schemas']['ProblemShape'];

/** Codes of the API, and the one of a platform that does not answer at all. */
export type ProblemCode = ProblemShape['code'] | 'UNREACHABLE';
export type Blocker = components['schemas']['BlockerShape'];

/** What the platform refused, or why it could not be asked. Thrown, since it is what queries and mutations expect. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    /** The platform's own words. */
    detail: string,
    readonly correlationId?: string,
    readonly blockers: readonly Blocker[] = [],
  ) {
    super(detail);
  }

  /** Whether asking again may help. */
  get isPassing(): boolean {
    return ['UNREACHABLE', 'UNAVAILABLE', 'READ_MODEL_BEHIND', 'RATE_LIMITED'].includes(this.code);
  }
}

/** Whatever was thrown, as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // What `fetch` throws when nobody answers.
  if (error instanceof TypeError) return new Problem('UNREACHABLE', error.message);
  return new Problem('INTERNAL', error instanceof Error ? error.message : String(error));
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The content of an answer. @throws Problem when it is a refusal, or there is none */
export async function answerOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw problemOf(cause);
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
