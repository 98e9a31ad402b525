import { LOG_POSITION, type ProblemCode } from '@system-landscape/contracts';
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';

const POSITION = {
  'Landscape-Position': {
    description: 'The log position that the answer includes; reads take it as `minPosition`',
    schema: { type: 'string' as const, pattern: LOG_POSITION.source },
  },
};

interface AnswerOptions {
  readonly description?: string;
  /** Descriptions of further headers, by name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** False for responses without `Landscape-Position`. */
  readonly position?: boolean;
}

/** Documents the success response of a call; without a shape it has no body. */
export function Answers(status: number, shape?: Type, options: AnswerOptions = {}): MethodDecorator & ClassDecorator {
  const { description = STATUS_CODES[status] ?? '', headers = {}, position = true } = options;
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: 'string' as const } }]),
  );
  const response: ApiResponseOptions = {
    status,
    description,
    headers: { ...(position ? POSITION : {}), ...named },
    ...(shape ? { type: shape } : {}),
  };
  return ApiResponse(response);
}

/** Member of an operation that lists the codes of its problems. */
export const PROBLEM_CODES = 'x-problem-codes';

/** Documents the refusals of the domain that a call can answer; the other problems follow from what it takes. */
export function Refuses(...codes: readonly ProblemCode[]): MethodDecorator & ClassDecorator {
  return ApiExtension(PROBLEM_CODES, codes);
}

/** Documents a write: it accepts an idempotency key. */
export function TakesIdempotencyKey(): MethodDecorator & ClassDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Up to 255 characters. The same key with the same body returns the first answer again, for 24 h',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });
}

/** Documents a write that is made only if what it is about is as the caller says (RFC 9110, 13). */
export function TakesPreconditions(): MethodDecorator & ClassDecorator {
  return applyDecorators(
    conditional('If-Match', 'Entity tags, one of which must be the current one; or `*`'),
    conditional('If-None-Match', 'Entity tags, none of which may be the current one; or `*`'),
  );
}

/** Documents a read with an entity tag. */
export function AnswersNotModified(): MethodDecorator & ClassDecorator {
  return applyDecorators(
    conditional('If-None-Match', 'Entity tags of versions that the caller has; or `*`'),
    Answers(304, undefined, { description: 'Unchanged since the version in `If-None-Match`' }),
  );
}

/** A header of a conditional request (RFC 9110, 13.1). */
function conditional(name: string, description: string): MethodDecorator & ClassDecorator {
  return ApiHeader({ name, required: false, description, schema: { type: 'string' } });
}
