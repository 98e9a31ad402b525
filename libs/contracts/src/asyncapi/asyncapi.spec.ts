import { DiagnosticSeverity, Parser } from '@asyncapi/parser';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUBJECTS } from '../rpc/subjects.js';
import { PUBLIC_EVENT_NAMES } from '../public-events/public-events.js';
import { asyncApiDocument, schemaNameOf } from './asyncapi.js';
import { REQUESTS } from './commands.js';

/** What `@Type` has noted; the package exports no types for it. */
const { defaultMetadataStorage } = jest.requireActual<{ defaultMetadataStorage: never }>(
  'class-transformer/cjs/storage',
);
const KEPT = join(__dirname, '../../asyncapi.json');

const requestClasses = Object.values(REQUESTS).filter((request) => request !== null);

/** Those that the document refers to, however deep. */
function requestSchemas(): Record<string, unknown> {
  const all = validationMetadatasToSchemas({
    refPointerPrefix: '#/components/schemas/',
    classTransformerMetadataStorage: defaultMetadataStorage,
  }) as Record<string, unknown>;
  const wanted = new Set<string>();
  const want = (name: string): void => {
    if (wanted.has(name) || !(name in all)) return;
    wanted.add(name);
    for (const [, nested] of JSON.stringify(all[name]).matchAll(/#\/components\/schemas\/(\w+)/g)) want(nested!);
  };
  requestClasses.forEach((request) => want(schemaNameOf(request, all)));
  return Object.fromEntries([...wanted].sort().map((name) => [name, all[name]]));
}

const document = asyncApiDocument(requestSchemas());

describe('the AsyncAPI document', () => {
  // Writes it instead where that is asked for: npm run documents
  if (process.env['WRITE_DOCUMENTS']) beforeAll(() => writeFileSync(KEPT, JSON.stringify(document)));

  it('is the one that is kept (else: npm run documents)', () => {
    expect(JSON.parse(readFileSync(KEPT, 'utf8'))).toEqual(document);
  });

  it('is valid AsyncAPI 3', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => Number(severity) === Number(DiagnosticSeverity.Error))).toEqual([]);
    expect(parsed?.version()).toBe('3.0.0');
  });

  it('has every event and every subject', () => {
    const channels = document['channels'] as Record<string, { address: string }>;
    const subjects = Object.values(SUBJECTS).flatMap((service) => Object.values(service) as string[]);
    expect(Object.keys(channels).sort()).toEqual([...PUBLIC_EVENT_NAMES, ...subjects].sort());
  });

  it('says what every request takes', () => {
    const { schemas } = document['components'] as { schemas: Record<string, { properties?: object }> };
    for (const request of requestClasses) {
      expect(schemas[schemaNameOf(request, schemas)]?.properties).toBeDefined();
    }
    expect(schemas['RegisterSystemRequest']).toMatchObject({
      required: expect.arrayContaining(['globalAccountId', 'name', 'type']) as string[],
    });
  });
});
