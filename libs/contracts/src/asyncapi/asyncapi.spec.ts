import { DiagnosticSeverity, Parser } from '@asyncapi/parser';
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_RPCS } from '../rpc/rpc.js';
import { PUBLIC_EVENT_NAMES } from '../public-events/public-events.js';
import { asyncApiDocument, REQUEST_CLASSES } from './asyncapi.js';
import { replySchemas } from './reply-schemas.js';

/** The metadata of `@Type`; the package exports no types for it. */
const { defaultMetadataStorage } = jest.requireActual<{ defaultMetadataStorage: never }>(
  'class-transformer/cjs/storage',
);
const STORED = join(__dirname, '../../asyncapi.json');

/** JSON Schemas of the request classes and of everything they refer to. */
function requestSchemas(): Record<string, unknown> {
  const options = {
    refPointerPrefix: '#/components/schemas/',
    classTransformerMetadataStorage: defaultMetadataStorage,
  };
  const nested = validationMetadatasToSchemas(options) as Record<string, unknown>;
  const found = new Map<string, unknown>();
  const add = (name: string, schema: unknown): void => {
    if (found.has(name)) return;
    found.set(name, schema);
    for (const [, other] of JSON.stringify(schema).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      add(other!, nested[other!]);
    }
  };
  for (const request of REQUEST_CLASSES) add(request.name, targetConstructorToSchema(request, options));
  return Object.fromEntries([...found].sort(([one], [other]) => one.localeCompare(other)));
}

const replies = replySchemas(join(__dirname, '../../../..'));
const document = asyncApiDocument(requestSchemas(), replies);

describe('the AsyncAPI document', () => {
  // npm run documents sets the variable and writes the document instead.
  if (process.env['WRITE_DOCUMENTS']) beforeAll(() => writeFileSync(STORED, JSON.stringify(document)));

  it('is up to date (else: npm run documents)', () => {
    expect(JSON.parse(readFileSync(STORED, 'utf8'))).toEqual(document);
  });

  it('is valid AsyncAPI 3', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => Number(severity) === Number(DiagnosticSeverity.Error))).toEqual([]);
    expect(parsed?.version()).toBe('3.1.0');
  });

  it('contains every public event and every RPC subject', () => {
    const channels = document['channels'] as Record<string, { address: string }>;
    const subjects = ALL_RPCS.map(({ subject }) => subject);
    expect(Object.keys(channels).sort()).toEqual([...PUBLIC_EVENT_NAMES, ...subjects].sort());
  });

  it('has a schema and an example of each message; a reply may be a refusal', async () => {
    const { document: parsed } = await new Parser().parse(JSON.stringify(document));
    const messages = parsed!.allMessages().all();
    expect(messages.length).toBe(PUBLIC_EVENT_NAMES.length + 2 * ALL_RPCS.length);
    for (const message of messages) {
      const payload = message.payload()!.json<{ type?: string; anyOf?: readonly object[] }>();
      expect(payload.type ?? payload.anyOf?.length).toBe(message.name()!.endsWith(' reply') ? 2 : 'object');
      expect(message.examples().all()).not.toEqual([]);
    }
  });

  it('has a schema of every request', () => {
    const { schemas } = document['components'] as { schemas: Record<string, { properties?: object }> };
    for (const { name } of REQUEST_CLASSES) expect(schemas[name]?.properties).toBeDefined();
    expect(schemas['RegisterSystemRequest']).toMatchObject({
      required: expect.arrayContaining(['globalAccountId', 'name', 'type']) as string[],
    });
  });
});
