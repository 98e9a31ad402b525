import { Refusal, type FieldError } from '@system-landscape/domain';
import { ValidationPipe, type ValidationError } from '@nestjs/common';

/** Checks requests against their class-validator shapes; an unknown member is a mistake. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => invalid(errors.flatMap((error) => fieldErrors(error))),
  });
}

/** The refusal of a malformed request. It never repeats the value: that may be a secret. */
export function invalid(errors: readonly FieldError[]): Refusal {
  return new Refusal('VALIDATION_FAILED', errors.map(({ message }) => `${message}.`).join(' '), { errors });
}

/** Every rule that a value breaks, with the path of the member. */
export function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    code: rule === 'whitelistValidation' ? 'UNKNOWN_MEMBER' : 'INVALID',
    message: rule === 'whitelistValidation' ? `"${field}" is not a member of this request` : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, field))];
}
