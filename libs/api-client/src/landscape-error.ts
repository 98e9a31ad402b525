/** The platform has refused, and asking again would not help. */
export class LandscapeError extends Error {
  override readonly name = 'LandscapeError';

  constructor(
    /** HTTP status. */
    readonly status: number,
    /** Code of the problem, such as `FORBIDDEN`. */
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }

  /** Out of an answer that is a problem (RFC 9457), or any other one. */
  static async of(response: Response): Promise<LandscapeError> {
    const body: unknown = await response.json().catch(() => undefined);
    const { code, detail } = (body ?? {}) as { code?: string; detail?: string };
    return new LandscapeError(response.status, code ?? 'UNKNOWN', detail ?? `The platform answered ${response.status}`);
  }
}
