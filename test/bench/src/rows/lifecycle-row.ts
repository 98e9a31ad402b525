import { NO_STREAM, type EventStoreDBClient } from '@eventstore/db-client';
import {
  PROVISIONING_HEADERS,
  stepIdempotencyKey,
  stepPath,
  tenantResource,
  type PerformStepRequest,
} from '@system-landscape/contracts';
import { communicationScenarios, STEPS, systemStream, type Step } from '@system-landscape/domain';
import { inParallel, signIn } from '@system-landscape/e2e';
import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { roundRobin, PLATFORM, TENANT } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import type { BenchSetup } from '../bench-setup.js';
import type { Row } from '../measure.js';
import { withNewIds, appendsIn, eventsOf, type AppendedEvent } from './appended-events.js';
import { withClient } from './stored-event.js';
import { WholeRegistrations } from './whole-registration.js';

export async function lifecycleRow(
  setup: BenchSetup,
  { seconds, warmUp, registrations: atOnce }: BenchScale,
): Promise<Row> {
  const { accounts, eventStore, waitUntilIdle } = setup;
  const registrations = await WholeRegistrations.of(setup);
  setup.onStop(registrations.stop);
  const nextAccount = roundRobin(accounts);
  const direct = await directRegistration(setup, await registrations.perform(nextAccount()));
  await inParallel(warmUp, atOnce, () => registrations.perform(nextAccount()));
  await withClient(eventStore.url, (client) => inParallel(warmUp, atOnce, () => direct(client)));
  await waitUntilIdle();
  return {
    id: 'lifecycle',
    title: `add → redeem → Registered readable, ${atOnce} at a time`,
    unit: '1/s',
    ceilingIs: 'only its appends and its calls to the tenant',
    goals: { ceiling: 0.4 },
    samples: {
      ours: () => perSecond(seconds, atOnce, () => registrations.perform(nextAccount())),
      ceiling: () => withClient(eventStore.url, (client) => perSecond(seconds, atOnce, () => direct(client))),
    },
    waitUntilIdle,
  };
}

/** Jobs per second by concurrent workers. Jobs that have begun are completed and counted. */
async function perSecond(seconds: number, atOnce: number, job: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let done = 0;
  const worker = async () => {
    while (performance.now() < began + seconds * 1000) {
      await job();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done / ((performance.now() - began) / 1000);
}

/**
 * Performs only the appends of a registration, to a new stream, and its calls to the tenant, in their order.
 * @param exampleId id of the registered system whose events are appended
 */
export async function directRegistration(
  setup: BenchSetup,
  exampleId: string,
): Promise<(client: EventStoreDBClient) => Promise<void>> {
  const callStep = await stepCaller(setup);
  const appends = appendsIn(await eventsOf(setup.log, exampleId));
  const [added, redeemed, ...steps] = appends;
  if (added === undefined || redeemed === undefined || steps.length !== STEPS.length) {
    throw new Error(`A registration is ${appends.length} appends now; the ceiling takes it for ${2 + STEPS.length}`);
  }
  return async (client) => {
    const nameId = randomUUID();
    let expectedRevision: bigint | typeof NO_STREAM = NO_STREAM;
    const append = async (events: readonly AppendedEvent[]) => {
      const appended = await client.appendToStream(systemStream(nameId), withNewIds(events), { expectedRevision });
      expectedRevision = appended.nextExpectedRevision;
    };
    await append(added);
    await append(redeemed);
    for (const [index, outcome] of steps.entries()) {
      await callStep(`${nameId}-1`, STEPS[index]!);
      await append(outcome);
    }
  };
}

/** Calls the tenant as the platform does. */
async function stepCaller({ platform }: BenchSetup): Promise<(systemId: string, step: Step) => Promise<void>> {
  const { identityProvider, tenantSimulator, gateway } = platform.urls;
  const accessToken = await signIn(identityProvider, PLATFORM, tenantResource(TENANT));
  const attempt = 1;
  return async (systemId, step) => {
    const asked: PerformStepRequest = {
      extensionId: `${systemId}-x1`,
      globalAccountId: 'ga-0001',
      systemName: `System ${systemId}`,
      systemType: 's4hana-cloud',
      communicationScenarios: communicationScenarios('all'),
      callbackUrl: `${gateway}/v1/tenants/${TENANT}/callbacks/${systemId}/${attempt}/${step}`,
    };
    const { statusCode, body } = await request(`${tenantSimulator}/tenants/${TENANT}${stepPath(systemId, step)}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        [PROVISIONING_HEADERS.idempotencyKey]: stepIdempotencyKey(systemId, attempt, step),
        [PROVISIONING_HEADERS.fencingNumber]: String(attempt),
        [PROVISIONING_HEADERS.correlationId]: systemId,
      },
      body: JSON.stringify(asked),
    });
    const answer = await body.text();
    if (statusCode !== 200) throw new Error(`The tenant answers ${step} with ${statusCode}: ${answer}`);
  };
}
