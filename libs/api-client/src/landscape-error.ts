/** The platform refused the request; a retry would not help. */
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

  /** From a response with problem details (RFC 9457), or any other error response. */
  static async of(response: Response): Promise<LandscapeError> {
    const body: unknown = await response.json().catch(() => undefined);
    const { code, detail } = (body ?? {}) as { code?: string; detail?: string };
    return new LandscapeError(response.status, code ?? 'UNKNOWN', detail ?? `The platform answered ${response.status}`);
  }
}
