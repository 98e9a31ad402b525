import { HttpException, HttpStatus } from '@nestjs/common';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** An error response as problem details (RFC 9457). */
export class Problem extends HttpException {
  constructor(status: number, code: string, detail: string, errors?: readonly FieldError[]) {
    super({ type: 'about:blank', title: titleOf(status), status, code, detail, ...(errors && { errors }) }, status);
  }

  /** 400 with the error of each field. */
  static invalid(errors: readonly FieldError[]): Problem {
    const detail = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
    return new Problem(HttpStatus.BAD_REQUEST, 'VALIDATION_FAILED', detail, errors);
  }
}

/** `NOT_FOUND` → `Not found` */
export function titleOf(status: number): string {
  const name = (HttpStatus[status] ?? `HTTP ${status}`).toLowerCase().replaceAll('_', ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
