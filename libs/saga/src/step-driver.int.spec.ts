import {
  continueRegistration,
  nameIdOf,
  recordRegistrationStep,
  STEPS,
  systemIdOf,
  systemStream,
} from '@system-landscape/domain';
import { accepted, ACCOUNT, at, enabling, MINUTE, recorded, eventsForName } from '@system-landscape/domain/testing';
import { createEventStoreClient, EventStore } from '@system-landscape/event-store';
import { TenantConnector, TenantDirectory } from '@system-landscape/tenant-connector';
import { startEventStore, type Server } from '@system-landscape/test-support';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Saga } from './saga.js';
import { StepDriver } from './step-driver.js';

const given = [...enabling(), accepted('Registration', 1, STEPS[0])];

const saga: Saga = {
  name: 'registration',
  attemptOf: (system) => (system.status === 'PENDING' ? (system.registration ?? undefined) : undefined),
  call: () => Promise.reject(new Error('This spec only polls')),
  record: recordRegistrationStep,
  continueDue: continueRegistration,
};

let server: Server;
let client: EventStoreDBClient;
let tenant: HttpServer;
/** The tenant's answers to polls, in order. */
let answers: (() => Promise<string>)[];

beforeAll(async () => {
  server = await startEventStore();
  client = createEventStoreClient(server.url);
  tenant = createServer((_, response) => {
    void answers.shift()!().then((state) => {
      response.writeHead(state === 'BUSY' ? 503 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ state, fencingNumber: 1 }));
    });
  });
  await new Promise<void>((listening) => tenant.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  tenant.closeAllConnections();
  await new Promise((closed) => tenant.close(closed));
  await client.dispose();
  await server.stop();
});

function startInstance(): StepDriver {
  const origin = `http://127.0.0.1:${(tenant.address() as AddressInfo).port}`;
  return new StepDriver({
    saga,
    eventStore: new EventStore(client),
    connector: new TenantConnector({
      tenants: TenantDirectory.from(`${origin}/{tenantId}`),
      tokens: { token: () => Promise.resolve('token'), forget: () => undefined },
    }),
    clock: { now: () => at(MINUTE) },
    random: () => 0.5,
    pace: { retryInitialMs: 1_000, retryMaxMs: MINUTE, pollInitialMs: 1_000, pollMaxMs: MINUTE },
    watchdogMs: MINUTE,
    publicUrl: origin,
  });
}

describe('two instances that poll the same step concurrently', () => {
  it.each([
    [
      'IN_PROGRESS',
      'COMPLETED',
      ['RegistrationStepAccepted', 'RegistrationStepCompleted', 'RegistrationStepRequested'],
    ],
    ['BUSY', 'COMPLETED', ['RegistrationStepDelayed', 'RegistrationStepCompleted', 'RegistrationStepRequested']],
    ['COMPLETED', 'IN_PROGRESS', ['RegistrationStepCompleted', 'RegistrationStepRequested']],
    ['IN_PROGRESS', 'IN_PROGRESS', ['RegistrationStepAccepted']],
    ['COMPLETED', 'COMPLETED', ['RegistrationStepCompleted', 'RegistrationStepRequested']],
  ])('R4: receive first %s, then %s', async (first, second, expected) => {
    const name = `System ${randomUUID()}`;
    const stream = systemStream(nameIdOf(ACCOUNT, name));
    const systemId = systemIdOf(nameIdOf(ACCOUNT, name), 1);
    const events = eventsForName(
      given.map((event) => recorded(event)),
      name,
    );
    await client.appendToStream(
      stream,
      events.map(({ type, data, metadata }) => jsonEvent({ type, data: { ...data }, metadata: { ...metadata } })),
    );
    const [one, other] = [startInstance(), startInstance()];
    // The first instance still waits for its answer when the second has recorded its own.
    answers = [() => other.resumeDue(systemId).then(() => second), () => Promise.resolve(first)];
    await one.resumeDue(systemId);

    const types: string[] = [];
    for await (const { event } of client.readStream(stream, { fromRevision: BigInt(given.length) })) {
      if (event) types.push(event.type);
    }
    expect(types).toEqual(expected);
  });
});

it('what a sweep records continues the trace of the attempt', async () => {
  const name = `System ${randomUUID()}`;
  const nameId = nameIdOf(ACCOUNT, name);
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const events = eventsForName(
    given.map((event) => recorded(event, { traceparent })),
    name,
  );
  await client.appendToStream(
    systemStream(nameId),
    events.map(({ type, data, metadata }) => jsonEvent({ type, data: { ...data }, metadata: { ...metadata } })),
  );
  answers = [() => Promise.resolve('IN_PROGRESS')];
  await startInstance().resumeDue(systemIdOf(nameId, 1));
  const recordedSince: unknown[] = [];
  for await (const { event } of client.readStream(systemStream(nameId), { fromRevision: BigInt(given.length) })) {
    recordedSince.push((event?.metadata as { traceparent?: string }).traceparent);
  }
  expect(recordedSince).toEqual([traceparent]);
});
