import { EVERYBODY } from '../bus/bus-users.js';
import { LOG_POSITION } from '../log-position.js';
import type { Rpc } from '../rpc/define-rpc.js';
import { HEADERS } from '../rpc/headers.js';
import { EmptyRequest } from '../rpc/request-scope.js';
import { ALL_RPCS, RPC } from '../rpc/rpc.js';
import { cloudEventTypeOf, dataSchemaOf, LANDSCAPE_STREAM } from '../public-events/cloud-event.js';
import type { ReplySchema } from './reply-schemas.js';
import { PUBLIC_EVENT_SCHEMAS } from '../public-events/public-event-schemas.js';
import { PUBLIC_EVENT_NAMES, PUBLIC_EVENTS, type PublicEventName } from '../public-events/public-events.js';

type Json = Readonly<Record<string, unknown>>;

const text = (more: Json = {}): Json => ({ type: 'string', ...more });
const ref = (path: string): Json => ({ $ref: `#/${path}` });

const TAGS = {
  publicEvents: { name: 'public events', description: 'For consumers: what has happened, in the order of the log' },
  messages: { name: 'messages between services', description: 'Internal: a release may change them with the next one' },
} as const;

/** All messages by group and name: `tokenIssuance.registerSystem`. */
const BY_NAME: readonly (readonly [string, Rpc])[] = Object.entries(RPC).flatMap(([group, messages]) =>
  Object.entries<Rpc>(messages).map(([name, rpc]) => [`${group}.${name}`, rpc] as const),
);

/** Requests that the document has a schema for: all that have members. */
export const REQUEST_CLASSES = ALL_RPCS.map(({ request }) => request).filter((request) => request !== EmptyRequest);

/**
 * The AsyncAPI 3.1 document of everything on NATS: public events on `LANDSCAPE`, commands and queries on `rpc.>`.
 * @param schemas JSON Schemas of `REQUEST_CLASSES` by class name, and of what they refer to
 * @param replies JSON Schemas of the replies, by group and name of the message, and of `RpcErrorBody`
 */
export function asyncApiDocument(schemas: Json, replies: Readonly<Record<string, Schema>>): Json {
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'System Landscape on NATS',
      version: '1.0.0',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: Object.keys(TAGS).map((tag) => ref(`components/tags/${tag}`)),
      description:
        `Public events leave the platform as CloudEvents 1.0 in binary mode on the JetStream stream \`${LANDSCAPE_STREAM}\`: attributes as \`ce-\` headers, ` +
        'data as JSON. Order is that of the log; `ce-id` identifies duplicates, `ce-position` is where to resume. ' +
        'One consumes them as a named subscriber, from a consumer for each account (`landscape subscribers add`); a message without `ce-position` is no event. ' +
        'Commands and queries are requests with replies; each is for the services that may send it. Without credentials one may call `rpc.system-types.list.v1`. ' +
        'A reply goes to an inbox of the caller; a request with another reply subject is dropped.',
    },
    defaultContentType: 'application/json',
    servers: {
      local: { host: '127.0.0.1:4222', protocol: 'nats', description: 'NATS with JetStream, as `npm start` runs it' },
    },
    channels: {
      ...Object.fromEntries(PUBLIC_EVENT_NAMES.map((name) => [name, eventChannel(name)])),
      ...Object.fromEntries(
        BY_NAME.map(([name, rpc]) => [rpc.subject, requestChannel(rpc, schemas, replies[name] ?? {})]),
      ),
    },
    operations: {
      ...Object.fromEntries(
        PUBLIC_EVENT_NAMES.map((name) => [
          `publish${name}`,
          {
            action: 'send',
            channel: ref(`channels/${name}`),
            summary: PUBLIC_EVENT_SCHEMAS[name].summary,
            description: `Published by the relay when ${name} is in the log; consumers fetch it as a named subscriber.`,
            tags: [ref('components/tags/publicEvents')],
            messages: [ref(`channels/${name}/messages/event`)],
            security: [ref('components/securitySchemes/subscriber')],
          },
        ]),
      ),
      ...Object.fromEntries(ALL_RPCS.map((rpc) => [operationOf(rpc.subject), answerOperation(rpc)])),
    },
    components: {
      tags: TAGS,
      securitySchemes: {
        service: {
          type: 'asymmetricEncryption',
          description: 'The nkey of a service, with the rights that its messages need',
        },
        subscriber: {
          type: 'asymmetricEncryption',
          description: 'The nkey of a named subscriber, which may use the consumers of its accounts',
        },
      },
      messageTraits: { CloudEvent: { headers: CLOUD_EVENT_HEADERS }, Request: { headers: REQUEST_HEADERS } },
      schemas: {
        ...Object.fromEntries(PUBLIC_EVENT_NAMES.map((name) => [name, plain(PUBLIC_EVENT_SCHEMAS[name].data)])),
        ...schemas,
        ...Object.fromEntries(BY_NAME.map(([name, rpc]) => [replyOf(rpc), { title: replyOf(rpc), ...replies[name] }])),
        Refusal: {
          title: 'Refusal',
          description: 'Why the service did not do it; codes as in the HTTP API',
          type: 'object',
          required: ['error'],
          properties: { error: replies['RpcErrorBody'] },
        },
        Nothing: { type: 'object', additionalProperties: false },
      },
    },
  };
}

function eventChannel(name: PublicEventName): Json {
  const { about } = PUBLIC_EVENTS[name];
  const { summary, data } = PUBLIC_EVENT_SCHEMAS[name];
  const id = `${about}Id`;
  return {
    address: `landscape.{globalAccountId}.${about}.{${id}}.${name}`,
    summary,
    parameters: { globalAccountId: { description: 'The account' }, [id]: { description: `The ${about}` } },
    messages: {
      event: {
        name,
        title: name,
        summary,
        contentType: 'application/json',
        traits: [ref('components/messageTraits/CloudEvent')],
        payload: ref(`components/schemas/${name}`),
        examples: [
          {
            name,
            headers: {
              'ce-specversion': '1.0',
              'ce-type': cloudEventTypeOf(name),
              'ce-dataschema': dataSchemaOf(name),
            },
            payload: exampleOf(data) as Json,
          },
        ],
      },
    },
  };
}

function requestChannel(rpc: Rpc, schemas: Json, reply: Schema): Json {
  const { subject, request } = rpc;
  const schema = request === EmptyRequest ? 'Nothing' : request.name;
  return {
    address: subject,
    messages: {
      request: {
        name: `${subject} request`,
        title: `Request of ${operationOf(subject)}`,
        contentType: 'application/json',
        traits: [ref('components/messageTraits/Request')],
        payload: ref(`components/schemas/${schema}`),
        examples: [{ name: 'request', payload: exampleOf(schemas[schema] ?? {}, '', schemas) }],
      },
      reply: {
        name: `${subject} reply`,
        title: `Reply of ${operationOf(subject)}`,
        contentType: 'application/json',
        payload: { anyOf: [ref(`components/schemas/${replyOf(rpc)}`), ref('components/schemas/Refusal')] },
        examples: [
          { name: 'reply', payload: exampleOf(reply) },
          { name: 'refusal', payload: { error: { code: 'NOT_FOUND', status: 404, detail: 'There is nothing here.' } } },
        ],
      },
    },
  };
}

function answerOperation({ subject, callers }: Rpc): Json {
  const channel = ref(`channels/${subject}`);
  return {
    action: 'receive',
    channel,
    summary: subject.split('.')[2]!.replaceAll('-', ' '),
    messages: [ref(`channels/${subject}/messages/request`)],
    reply: { channel, messages: [ref(`channels/${subject}/messages/reply`)] },
    description: `Sent by ${callers.join(', ')}`,
    tags: [ref('components/tags/messages')],
    security: callers.includes(EVERYBODY) ? [] : [ref('components/securitySchemes/service')],
  };
}

/** `rpc.token-issuance.register-system.v1` → `TokenIssuanceRegisterSystemReply` */
function replyOf({ subject }: Rpc): string {
  const words = operationOf(subject).split(/[.-]/);
  return `${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')}Reply`;
}

/** `rpc.token-issuance.register-system.v1` → `token-issuance.register-system` */
const operationOf = (subject: string) => subject.split('.').slice(1, 3).join('.');

const CLOUD_EVENT_HEADERS: Json = {
  type: 'object',
  required: ['Nats-Msg-Id', 'ce-specversion', 'ce-id', 'ce-source', 'ce-type', 'ce-subject', 'ce-time', 'ce-position'],
  properties: {
    'Nats-Msg-Id': text({ description: 'The same as `ce-id`' }),
    'ce-specversion': text({ const: '1.0' }),
    'ce-id': text({ description: 'Id of the event; a repeated id is a duplicate' }),
    'ce-source': text({ description: '`/global-accounts/<globalAccountId>`' }),
    'ce-type': text({ description: '`system-landscape.<event>.v<version>`' }),
    'ce-subject': text({ description: 'Id of the system or formation' }),
    'ce-time': text({ format: 'date-time' }),
    'ce-datacontenttype': text({ const: 'application/json' }),
    'ce-dataschema': text({ description: 'Name of the JSON Schema of the data' }),
    'ce-position': text({
      pattern: LOG_POSITION.source,
      description: 'Log position: opaque, ordered as a big integer',
    }),
    'ce-correlationid': text(),
    'ce-traceparent': text({ description: 'W3C trace context' }),
  },
};

const REQUEST_HEADERS: Json = {
  type: 'object',
  properties: Object.fromEntries(Object.values(HEADERS).map((name) => [name, text()])),
};

/** Without the symbols that the schema library keeps in its schemas. */
const plain = (schema: object): Json => JSON.parse(JSON.stringify(schema)) as Json;

/** The parts of a JSON Schema that examples are made from. */
interface Schema extends Omit<ReplySchema, 'properties' | 'items' | 'anyOf'> {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
}

/** @param schemas what the schema may refer to, by name */
function exampleOf(schema: Schema, name = '', schemas: Json = {}): unknown {
  const { $ref, type, items, properties = {} } = schema;
  const alternative = schema.anyOf?.find((each) => each.type !== 'null');
  if ($ref !== undefined) return exampleOf(schemas[$ref.split('/').at(-1)!] ?? {}, name, schemas);
  if (schema.const !== undefined) return schema.const;
  if (alternative) return exampleOf(alternative, name, schemas);
  if (schema.enum) return schema.enum[0];
  switch (Array.isArray(type) ? (type as readonly string[])[0] : type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(properties).map(([member, each]) => [member, exampleOf(each, member, schemas)]),
      );
    case 'array':
      return [exampleOf(items ?? {}, name, schemas)];
    case 'integer':
    case 'number':
      return name === 'httpStatus' ? 503 : (schema.minimum ?? 1);
    case 'boolean':
      return false;
    case 'null':
      return null;
    case undefined:
      return {};
    default:
      if (schema.format === 'date-time' || /At$|^since$/.test(name)) return '2026-01-05T10:00:00.000Z';
      return EXAMPLES[name] ?? `some-${name || 'text'}`;
  }
}

const EXAMPLES: Readonly<Record<string, string>> = {
  position: '4711',
  minPosition: '4711',
  from: '4711',
  after: '4711',
  asOf: '4711',
  integrationToken: 'slt_eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiJ0ZXN0In0.c2ln',
  type: 's4hana-cloud',
  globalAccountId: 'ga-demo',
  systemId: '6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c11-1',
  name: 'My S/4HANA',
  systemType: 's4hana-cloud',
  tenantId: 'my300001',
  extensionId: '6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c11-1-x1',
  formationId: 'b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8',
};
