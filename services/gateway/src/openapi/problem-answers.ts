import { PROBLEMS, problemDetailsOf, type ProblemCode } from '@system-landscape/contracts';
import { getSchemaPath } from '@nestjs/swagger';
import { ProblemShape } from '../problems/problem.shape.js';
import { PROBLEM_CODES } from './answers.decorator.js';
import type { Operation, Parameter, Responses } from './document-types.js';

/** An operation that may say which refusals of the domain it answers. */
type Declared = Operation & { readonly [PROBLEM_CODES]?: readonly ProblemCode[] };

/** Of a request that reaches no operation. */
const BEFORE_ROUTING: readonly ProblemCode[] = [
  'METHOD_NOT_ALLOWED',
  'URI_TOO_LONG',
  'EXPECTATION_FAILED',
  'REQUEST_HEADER_FIELDS_TOO_LARGE',
  'NOT_IMPLEMENTED',
];
const CORRELATION_ID = '6c0b8a52-9d53-4a1e-8f0e-0c6b4f4b6a11';

/** The operation with all problems that it can answer: those that it declares, and those that follow from what it takes. */
export function withProblems(operation: Declared): Declared {
  const codes = [...new Set([...impliedBy(operation), ...(operation[PROBLEM_CODES] ?? [])])];
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))];
  const problems: Responses = Object.fromEntries(
    statuses.map((status) => [status, problemsOf(codes.filter((code) => PROBLEMS[code].status === status))]),
  );
  const other = { ...problemsOf(BEFORE_ROUTING), description: 'What is refused before the operation is known' };
  return { ...operation, [PROBLEM_CODES]: codes, responses: { ...problems, ...operation.responses, default: other } };
}

function impliedBy({ parameters = [], requestBody, security = [] }: Operation): ProblemCode[] {
  const named = (where: string, name?: string) =>
    (parameters as Parameter[]).some((each) => each.in === where && (name === undefined || each.name === name));
  const isWrite = named('header', 'Idempotency-Key');
  const waitsForPosition = named('query', 'minPosition') || named('query', 'from');
  return [
    'VALIDATION_FAILED',
    ...orNone(waitsForPosition, 'POSITION_UNKNOWN'),
    ...orNone(security.length > 0, 'UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED'),
    ...orNone(named('path'), 'NOT_FOUND'),
    ...orNone(isWrite, 'PRECONDITION_FAILED'),
    ...orNone(requestBody !== undefined, 'REQUEST_TIMEOUT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'),
    ...orNone(isWrite, 'IDEMPOTENCY_KEY_REUSED'),
    'INTERNAL',
    'UNAVAILABLE',
    ...orNone(waitsForPosition, 'READ_MODEL_BEHIND'),
  ];
}

function orNone(applies: boolean, ...codes: ProblemCode[]): readonly ProblemCode[] {
  return applies ? codes : [];
}

function problemsOf(codes: readonly ProblemCode[]): Responses[string] {
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('. '),
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemShape) }, examples } },
  };
}

/** An example of the problem of each code, by code. */
export function problemExamples(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => {
      const { title } = PROBLEMS[code];
      return [code, { summary: title, value: problemDetailsOf({ code, detail: `${title}.` }, CORRELATION_ID) }];
    }),
  );
}
