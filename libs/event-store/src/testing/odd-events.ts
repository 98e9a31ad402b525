import { binaryEvent, jsonEvent, type EventData, type EventStoreDBClient } from '@eventstore/db-client';

/** Puts something into an existing stream of a system that no release writes there. */
export interface OddEvent {
  readonly what: string;
  readonly append: (client: EventStoreDBClient, stream: string) => Promise<void>;
}

const METADATA = {
  globalAccountId: 'ga-demo',
  occurredAt: '2026-01-05T10:00:00.000Z',
  $correlationId: 'correlation-1',
  $causationId: 'correlation-1',
  actor: { subject: 'somebody', roles: [] },
  idempotencyKey: 'odd/somebody/1',
  schemaVersion: 1,
};
const systemIdIn = (stream: string) => `${stream.slice('system-'.length)}-1`;
const displayed = (stream: string) => ({ systemId: systemIdIn(stream), tokenId: 'token-1' });

function odd(what: string, eventOf: (stream: string) => EventData): OddEvent {
  return { what, append: async (client, stream) => void (await client.appendToStream(stream, eventOf(stream))) };
}

function withMetadata(what: string, metadata: unknown): OddEvent {
  return odd(what, (stream) =>
    jsonEvent({
      type: 'IntegrationTokenDisplayed',
      data: displayed(stream),
      ...(metadata === undefined ? {} : { metadata: metadata as Record<string, unknown> }),
    }),
  );
}

function withData(
  what: string,
  type: string,
  dataOf: (stream: string) => unknown,
  metadata: object = METADATA,
): OddEvent {
  return odd(what, (stream) =>
    jsonEvent({ type, data: dataOf(stream) as Record<string, unknown>, metadata: { ...metadata } }),
  );
}

/** Every kind of event that a release cannot read or fold. */
export const ODD_EVENTS: readonly OddEvent[] = [
  withData('an unknown type', 'SystemPainted', displayed),
  withData('a type that objects inherit', 'constructor', displayed),
  withData('data that is a text', 'IntegrationTokenDisplayed', () => 'no object'),
  withData('data that is an array', 'IntegrationTokenDisplayed', () => []),
  withData('data that is null', 'IntegrationTokenDisplayed', () => null),
  odd('binary data', () =>
    binaryEvent({ type: 'IntegrationTokenDisplayed', data: Buffer.from([0xff, 0, 1]), metadata: { ...METADATA } }),
  ),
  withMetadata('no metadata', undefined),
  withMetadata('metadata that is binary', Buffer.from([0xff, 0, 1])),
  withMetadata('metadata that is an array', []),
  withMetadata('metadata that is a number', 7),
  withMetadata('metadata that is empty', {}),
  withMetadata('a newer schema version', { ...METADATA, schemaVersion: 2 }),
  withMetadata('a schema version that is a text', { ...METADATA, schemaVersion: '1' }),
  withMetadata('a schema version of 0', { ...METADATA, schemaVersion: 0 }),
  withMetadata('a time that is none', { ...METADATA, occurredAt: 'yesterday' }),
  withMetadata('a time on 30 February', { ...METADATA, occurredAt: '2026-02-30T10:00:00.000Z' }),
  withMetadata('a time in the year 275760', { ...METADATA, occurredAt: '+275760-09-13T00:00:00.000Z' }),
  withMetadata('a time in the year 9999', { ...METADATA, occurredAt: '9999-12-31T23:59:59.999Z' }),
  withMetadata('a time in the year 0', { ...METADATA, occurredAt: '0000-01-01T00:00:00.000Z' }),
  withMetadata('the account of another system', { ...METADATA, globalAccountId: 'ga-other' }),
  withMetadata('no actor', { ...METADATA, actor: undefined }),
  withData('missing data', 'IntegrationTokenIssued', (stream) => ({ systemId: systemIdIn(stream) })),
  withData('data of another type', 'RegistrationStarted', (stream) => ({ ...displayed(stream), attempt: 'first' })),
  withData('an event of a formation', 'FormationCreated', () => ({
    formationId: 'formation-1',
    globalAccountId: 'ga-demo',
    name: 'Formation',
    type: null,
  })),
  withData('an event of another system', 'RegistrationCancelled', () => ({
    systemId: '00000000-0000-5000-8000-000000000000-1',
  })),
  withData('an event that cannot follow', 'SystemDeregistered', (stream) => ({
    systemId: `${stream.slice('system-'.length)}-9`,
    attempt: 1,
    extensionId: 'extension-1',
    tenantId: 'my300001',
    confirmedByOperator: true,
  })),
];

/** A good event at the end of the stream, which is left out as long as the stream is in quarantine. */
export async function appendDisplay(client: EventStoreDBClient, stream: string, tokenId: string): Promise<string> {
  const data = { systemId: systemIdIn(stream), tokenId };
  const { position } = await client.appendToStream(
    stream,
    jsonEvent({
      type: 'IntegrationTokenDisplayed',
      data,
      metadata: { ...METADATA, idempotencyKey: `display/${Math.random()}` },
    }),
  );
  return position!.commit.toString();
}
