import type { EventStoreDBClient } from '@eventstore/db-client';
import { parseSystemId, SNAPSHOT_STREAM_PREFIX, systemStream } from '@system-landscape/domain';
import { signIn } from '@system-landscape/e2e';
import type { LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { TENANT, TENANT_ADMIN } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import type { BenchSetup } from '../bench-setup.js';
import { median } from '../measure.js';
import type { Metric } from '../metrics.js';
import { eventsOf, withNewIds } from './appended-events.js';
import { answerOf, queryOf, register, type KnownSystem } from './system-calls.js';

const AT_A_TIME = 500;

interface Subject extends KnownSystem {
  readonly integrationToken: string;
}

interface Operation {
  readonly id: string;
  readonly title: string;
  /** The service that reads the stream for it, or the system's past. */
  readonly service: string;
  readonly call: (subject: Subject) => Promise<unknown>;
}

/**
 * What a system of many events costs next to a new one, over HTTP: the first time in a process of the service that has
 * not seen it (but is warm from the new one), and later.
 */
export async function longStreams(setup: BenchSetup, { longStream, touches }: BenchScale): Promise<readonly Metric[]> {
  const { platform, log, accounts, waitUntilIdle } = setup;
  const account = accounts[0]!;
  const begin = async (): Promise<Subject> => {
    const { system, integrationToken } = await register(platform.urls.gateway, account);
    const subject = { account, id: system.id, integrationToken: integrationToken.value };
    await display(platform, subject);
    return subject;
  };
  const [long, fresh] = [await begin(), await begin()];
  const positions = await grow(log, long.id, longStream);
  await waitUntilIdle();
  // The first load reads everything, which a busy machine may not do in the time of a request.
  await eventually(() => display(platform, long), { deadlineMs: 60_000, what: 'the first load of the long stream' });
  await snapshotOf(log, long.id);

  const metrics: Metric[] = [];
  for (const { id, title, service, call } of await operationsOn(platform, positions)) {
    await platform.restart(service);
    await repeat(touches, () => call(fresh));
    await waitUntilIdle();
    const first = await duration(() => call(long));
    await waitUntilIdle();
    const then = await alternately(
      touches,
      () => call(long),
      () => call(fresh),
    );
    metrics.push(
      {
        id: `long-streams-${id}-first`,
        title: `${title} in a stream of ${longStream.toLocaleString('en')} events, first in its process`,
        unit: 'ms',
        value: first,
        goal: 500,
      },
      ...compared(id, `${title}, later`, then),
    );
  }
  return metrics;
}

/** In the order in which a system allows them. All but the first redemption and deregistration are refused. */
async function operationsOn(platform: LocalPlatform, positions: readonly string[]): Promise<readonly Operation[]> {
  const { gateway, identityProvider } = platform.urls;
  const tenantAdmin = await signIn(identityProvider, TENANT_ADMIN);
  const operator = await signIn(identityProvider, 'operator');
  let next = 0;
  return [
    { id: 'display', title: 'display token', service: 'token-issuance', call: (subject) => display(platform, subject) },
    {
      id: 'as-of',
      title: 'asOf',
      service: 'projection',
      call: (subject) => {
        const query = queryOf(subject);
        next += 1;
        return answerOf(gateway, { ...query, path: `${query.path}?asOf=${positions[next % positions.length]}` });
      },
    },
    {
      id: 'explain',
      title: 'explain',
      service: 'projection',
      call: ({ id }) =>
        answerOf(gateway, {
          method: 'GET',
          path: `/v1/operations/systems/${id}/explanation`,
          accessToken: operator,
        }),
    },
    {
      id: 'redeem',
      title: 'redeem token',
      service: 'registration',
      call: ({ integrationToken }) => {
        const path = `/v1/tenants/${TENANT}/extensions`;
        const body = { integrationToken };
        return answerOf(gateway, { method: 'POST', path, accessToken: tenantAdmin, body }, 'TOKEN_USED');
      },
    },
    {
      id: 'deregister',
      title: 'deregister',
      service: 'deregistration',
      call: (subject) => {
        const { path, accessToken } = queryOf(subject);
        const request = { method: 'POST', path: `${path}/deregistration`, accessToken } as const;
        return answerOf(gateway, request, 'DEREGISTER_BLOCKED_STATUS');
      },
    },
  ];
}

function display({ urls }: LocalPlatform, subject: Subject): Promise<unknown> {
  const query = queryOf(subject);
  return answerOf(urls.gateway, { ...query, path: `${query.path}/integration-token` });
}

/**
 * Appends displays of the token until the system has this many events, as earlier releases recorded each of them.
 * @returns positions all over the system's past
 */
async function grow(log: EventStoreDBClient, systemId: string, length: number): Promise<readonly string[]> {
  const events = await eventsOf(log, systemId);
  const example = events.at(-1)!;
  const positions: string[] = [];
  for (let left = length - events.length; left > 0; left -= AT_A_TIME) {
    const more = Array.from({ length: Math.min(AT_A_TIME, left) }, () => ({
      ...example,
      metadata: { ...example.metadata, idempotencyKey: `display-token/bench/${randomUUID()}` },
    }));
    const { position } = await log.appendToStream(streamOf(systemId), withNewIds(more));
    positions.push(String(position!.commit));
  }
  return positions;
}

/** Waits until a service has stored the state of the stream, as it does with each that becomes long. */
async function snapshotOf(log: EventStoreDBClient, systemId: string): Promise<void> {
  const exists = async () => {
    try {
      let found = false;
      for await (const _ of log.readStream(SNAPSHOT_STREAM_PREFIX + streamOf(systemId))) found = true;
      return found;
    } catch {
      return false;
    }
  };
  await eventually(exists, { deadlineMs: 60_000, what: 'the snapshot of the long stream' });
}

function streamOf(systemId: string): string {
  return systemStream(parseSystemId(systemId)!.nameId);
}

interface Compared {
  readonly ours: readonly number[];
  readonly fresh: readonly number[];
}

/** One after the other in turn, so that other load on the machine affects both. @returns milliseconds */
async function alternately(
  times: number,
  ours: () => Promise<unknown>,
  fresh: () => Promise<unknown>,
): Promise<Compared> {
  const measured = { ours: [] as number[], fresh: [] as number[] };
  for (let done = 0; done < times; done += 1) {
    measured.ours.push(await duration(ours));
    measured.fresh.push(await duration(fresh));
  }
  return measured;
}

function compared(id: string, title: string, { ours, fresh }: Compared): readonly Metric[] {
  return [
    { id: `long-streams-${id}`, title: `${title}, p50`, unit: 'ms', value: median(ours) },
    {
      id: `long-streams-${id}-ratio`,
      title: `${title} ÷ a new system`,
      unit: '×',
      value: median(ours) / median(fresh),
      goal: 3,
    },
  ];
}

async function repeat(times: number, job: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < times; done += 1) await job();
}

async function duration(job: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await job();
  return performance.now() - began;
}
