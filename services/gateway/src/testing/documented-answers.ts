import { PROBLEMS } from '@system-landscape/contracts';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The shape is what a test expects of it.
  readonly body: Record<string, unknown>;
}

interface Content {
  readonly content?: Readonly<Record<string, object>>;
}
interface Operation {
  readonly responses: Readonly<Record<string, Content & { readonly headers?: object }>>;
  readonly 'x-problem-codes'?: readonly string[];
}
/** The parts of an OpenAPI document that are looked at. */
export interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Statuses of what is refused before a route is found, or of the connection; the document has them as `default`. */
const BEFORE_ROUTING = [400, 405, 408, 413, 414, 415, 417, 429, 431, 500, 501, 503];

/** Tells how answers differ from what the OpenAPI document says of their operation. */
export class DocumentedAnswers {
  private readonly ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  private readonly routes: readonly { readonly pattern: RegExp; readonly template: string }[];

  constructor(private readonly document: Document) {
    this.ajv.addSchema(closed(document), 'openapi');
    this.routes = Object.keys(document.paths).map((template) => ({
      template,
      pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    }));
  }

  /** None for a path that the document does not have, and for a code of a newer release. */
  mistakes(method: string, path: string, answer: Answer): readonly string[] {
    const [pathname = ''] = path.split('?');
    const template = this.routes.find(({ pattern }) => pattern.test(pathname))?.template;
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
    const operation = template === undefined ? undefined : this.document.paths[template]?.[verb];
    if (template === undefined || operation === undefined) return [];
    const { status, body } = answer;
    const code = body['code'];
    const isProblem = /problem\+json/.test(answer.headers.get('content-type') ?? '');
    if (isProblem && !Object.hasOwn(PROBLEMS, String(code))) return [];
    const key = operation.responses[status] ? String(status) : 'default';
    if (key === 'default' && !BEFORE_ROUTING.includes(status)) return [`${status} is not documented`];
    if (isProblem && key !== 'default' && method !== 'HEAD' && !this.isDocumented(operation, status, String(code)))
      return [`${String(code)} is not documented`];
    const type = isProblem ? 'application/problem+json' : 'application/json';
    const { content } = operation.responses[key]!;
    if (answer.text === '' || !/json/.test(answer.headers.get('content-type') ?? '')) return [];
    if (content?.[type] === undefined) return [`${status} is documented without ${type}`];
    const at = [`paths`, template, verb, 'responses', key, 'content', type, 'schema'].map(
      (part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
    );
    const validate = this.ajv.getSchema(`openapi#${at.join('')}`)!;
    return validate(body) ? [] : [this.ajv.errorsText(validate.errors)];
  }

  /** What is refused before the route is found can have the status of a refusal of the route. */
  private isDocumented(operation: Operation, status: number, code: string): boolean {
    return operation['x-problem-codes']?.includes(code) === true || (status === 400 && code === 'VALIDATION_FAILED');
  }
}

/** The document where an object has no members but those that it names: what an answer has is documented. */
function closed(document: Document): Document {
  const schemas = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [
      name,
      { additionalProperties: false, ...schema },
    ]),
  );
  return { ...document, components: { ...document.components, schemas } };
}
