import { EVERYBODY } from '../bus/bus-users.js';
import { LOG_POSITION } from '../log-position.js';
import type { Rpc } from '../rpc/define-rpc.js';
import { HEADERS } from '../rpc/headers.js';
import { EmptyRequest } from '../rpc/request-scope.js';
import { ALL_RPCS } from '../rpc/rpc.js';
import { cloudEventTypeOf, dataSchemaOf, LANDSCAPE_STREAM } from '../public-events/cloud-event.js';
import { PUBLIC_EVENT_SCHEMAS } from '../public-events/public-event-schemas.js';
import { PUBLIC_EVENT_NAMES, PUBLIC_EVENTS, type PublicEventName } from '../public-events/public-events.js';

type Json = Readonly<Record<string, unknown>>;

const text = (more: Json = {}): Json => ({ type: 'string', ...more });
const ref = (path: string): Json => ({ $ref: `#/${path}` });

const TAGS = {
  publicEvents: { name: 'public events', description: 'For consumers: what has happened, in the order of the log' },
  messages: { name: 'messages between services', description: 'Internal: a release may change them with the next one' },
} as const;

/** Requests that the document has a schema for: all that have members. */
export const REQUEST_CLASSES = ALL_RPCS.map(({ request }) => request).filter((request) => request !== EmptyRequest);

/**
 * The AsyncAPI 3.1 document of everything on NATS: public events on `LANDSCAPE`, commands and queries on `rpc.>`.
 * @param schemas JSON Schemas of `REQUEST_CLASSES` by class name, and of what they refer to
 */
export function asyncApiDocument(schemas: Json): Json {
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
      ...Object.fromEntries(ALL_RPCS.map((rpc) => [rpc.subject, requestChannel(rpc)])),
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
        Reply: {
          type: 'object',
          description: 'The reply of the service, or `{"error": {code, status, detail, …}}`; codes as in the HTTP API',
          additionalProperties: true,
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

function requestChannel({ subject, request }: Rpc): Json {
  const schema = request === EmptyRequest ? 'Nothing' : request.name;
  return {
    address: subject,
    messages: {
      request: {
        name: `${subject} request`,
        traits: [ref('components/messageTraits/Request')],
        payload: ref(`components/schemas/${schema}`),
      },
      reply: { name: `${subject} reply`, payload: ref('components/schemas/Reply') },
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

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

function exampleOf(schema: Schema, name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return exampleOf(schema.anyOf[0]!, name);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([member, each]) => [member, exampleOf(each, member)]),
      );
    case 'integer':
      return name === 'httpStatus' ? 503 : (schema.minimum ?? 1);
    case 'boolean':
      return false;
    default:
      return schema.format === 'date-time' ? '2026-01-05T10:00:00.000Z' : (EXAMPLES[name] ?? `some-${name}`);
  }
}

const EXAMPLES: Readonly<Record<string, string>> = {
  globalAccountId: 'ga-demo',
  systemId: '6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c11-1',
  name: 'My S/4HANA',
  systemType: 's4hana-cloud',
  tenantId: 'my300001',
  extensionId: '6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c11-1-x1',
  formationId: 'b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8',
};
