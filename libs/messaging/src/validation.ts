import { Refusal, type FieldError } from '@system-landscape/domain';
import { ValidationPipe, type ArgumentMetadata, type Type, type ValidationError } from '@nestjs/common';
import { keepRules } from './kept-rules.js';

/** Entries of `errors` at most: the answer to any request is short. */
const MAX_ERRORS = 20;
/** What is shown of the name of a member. */
const MAX_NAME_LENGTH = 64;
/** Levels of objects and arrays in a request; ours have three. */
const MAX_DEPTH = 16;

/** Rules by what they check first: the type, then the size; whatever is not listed comes after these. */
const TYPE_RULES = new Set(['isString', 'isInt', 'isNumber', 'isBoolean', 'isObject', 'isArray', 'nestedValidation']);
const SIZE_RULES = new Set(['isNotEmpty', 'isLength', 'minLength', 'maxLength', 'min', 'max']);

/** Checks the bounds of a request first, and caches which request classes accept an empty object. */
class RequestValidation extends ValidationPipe {
  private readonly mayBeEmpty = new WeakSet<Type>();

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype, type } = metadata;
    if (!isEmptyObject(value) || metatype === undefined) {
      if (type === 'body' || type === 'query') refuseOutOfBounds(value);
      if (type === 'query') refuseRepeated(value);
      return super.transform(value, metadata);
    }
    if (this.mayBeEmpty.has(metatype)) return new metatype() as unknown;
    const checked: unknown = await super.transform(value, metadata);
    this.mayBeEmpty.add(metatype);
    return checked;
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/**
 * Checks requests against their class-validator shapes.
 * @param unknownMembers what becomes of members that the shape does not have. People who write a request by hand want to
 * know of a typing error; between services they are left out, since the caller may be of the release after this one
 */
export function validationPipe(unknownMembers: 'refused' | 'left out'): ValidationPipe {
  keepRules();
  return new RequestValidation({
    whitelist: true,
    forbidNonWhitelisted: unknownMembers === 'refused',
    transform: true,
    exceptionFactory: (errors) => invalid(errors.flatMap((error) => fieldErrors(error))),
  });
}

/** The refusal of a malformed request, with its first mistakes. It never repeats a value: that may be a secret. */
export function invalid(mistakes: readonly FieldError[]): Refusal {
  const errors = mistakes.slice(0, MAX_ERRORS);
  const sentences = errors.map(({ message }) => `${message}.`);
  const left = mistakes.length - errors.length;
  if (left > 0) sentences.push(`${left} more members are not valid.`);
  return new Refusal('VALIDATION_FAILED', sentences.join(' '), { errors });
}

/** The first rule that each member breaks, with the path of the member. */
export function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const name = shortened(error.property);
  const field = parent === '' ? name : `${parent}.${name}`;
  const children = (error.children ?? []).flatMap((child) => fieldErrors(child, field));
  const [rule, message] = firstOf(Object.entries(error.constraints ?? {})) ?? [];
  if (rule === undefined || message === undefined) return children;
  if (rule === 'whitelistValidation') return [unknownMember(field), ...children];
  return [{ field, code: 'INVALID', message: messageOf(field, error.value, message) }, ...children];
}

function firstOf(broken: readonly [string, string][]): [string, string] | undefined {
  return broken.toSorted(([one], [other]) => rankOf(one) - rankOf(other))[0];
}

function rankOf(rule: string): number {
  if (TYPE_RULES.has(rule)) return 0;
  return SIZE_RULES.has(rule) ? 1 : 2;
}

function messageOf(field: string, value: unknown, message: string): string {
  if (value === undefined) return `${field} is missing`;
  return value === '' ? `${field} is empty` : message;
}

function unknownMember(field: string): FieldError {
  return { field, code: 'UNKNOWN_MEMBER', message: `"${field}" is not a member of this request` };
}

/** No parameter of a query takes several values. */
function refuseRepeated(query: unknown): void {
  const repeated = Object.entries(query ?? {}).filter(([, value]) => Array.isArray(value));
  if (repeated.length === 0) return;
  throw invalid(
    repeated.map(([name]) => {
      const field = shortened(name);
      return { field, code: 'INVALID', message: `${field} is given more than once` };
    }),
  );
}

/**
 * Refuses what the libraries below fail at: they call themselves for each level, take a member that every object inherits,
 * such as `constructor`, for their own, and cannot encode half of a surrogate pair (RFC 7493, 2.1).
 */
function refuseOutOfBounds(request: unknown): void {
  let level: object[] = isObject(request) ? [request] : [];
  const refused: FieldError[] = [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      throw new Refusal('VALIDATION_FAILED', `The request is nested deeper than ${MAX_DEPTH} levels.`);
    }
    for (const each of level)
      refused.push(...Object.entries(each).flatMap(([name, value]) => faultOf(each, name, value)));
    level = level.flatMap((each) => Object.values(each).filter(isObject));
  }
  if (refused.length > 0) throw invalid(refused);
}

function faultOf(parent: object, name: string, value: unknown): FieldError[] {
  if (!Array.isArray(parent) && name in Object.prototype) return [unknownMember(name)];
  if (name.isWellFormed() && (typeof value !== 'string' || value.isWellFormed())) return [];
  const field = shortened(name.toWellFormed());
  return [{ field, code: 'INVALID', message: `${field} holds half of a surrogate pair, which is no character` }];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function shortened(name: string): string {
  return name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH).toWellFormed()}…` : name;
}
