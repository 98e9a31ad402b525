import { Refusal, type FieldError } from '@system-landscape/domain';
import { ValidationPipe, type ArgumentMetadata, type Type, type ValidationError } from '@nestjs/common';

/** Caches which request classes accept an empty object, so that empty requests are not validated again. */
class RequestValidation extends ValidationPipe {
  private readonly mayBeEmpty = new WeakSet<Type>();

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype } = metadata;
    if (!isEmptyObject(value) || metatype === undefined) return super.transform(value, metadata);
    if (this.mayBeEmpty.has(metatype)) return new metatype() as unknown;
    const checked: unknown = await super.transform(value, metadata);
    this.mayBeEmpty.add(metatype);
    return checked;
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Checks requests against their class-validator shapes; unknown members are refused. */
export function validationPipe(): ValidationPipe {
  return new RequestValidation({
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
