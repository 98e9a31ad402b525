import { EventStoreDBClient, jsonEvent, NO_STREAM, type JSONType } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import type { Ground } from '../ground.js';
import { answersPerSecond } from '../http-load.js';
import type { Row } from '../measure.js';
import { register, registration } from './system-calls.js';

const AT_ONCE = 32;

export async function registerRow(ground: Ground, { seconds }: { seconds: number }): Promise<Row> {
  const { platform, rivalUrl, eventStore, accessToken } = ground;
  const load = (url: string) => () =>
    answersPerSecond({ url, accessToken, seconds, connections: AT_ONCE, request: registration });
  const append = await eventsOfARegistration(ground);
  return {
    id: 'register',
    title: 'register system, 32 connections',
    unit: '1/s',
    ceilingIs: 'the same append straight through the client, 32 in flight',
    goals: { ceiling: 0.35, rival: 1 },
    samples: {
      ours: load(platform.urls.gateway),
      ceiling: () => appendsPerSecond(eventStore.url, append, seconds),
      ...(rivalUrl === undefined ? {} : { rival: load(rivalUrl) }),
    },
  };
}

type Event = { readonly type: string; readonly data: JSONType; readonly metadata: unknown };

/** What the platform appends for a registration, read back from its log. */
async function eventsOfARegistration({ platform, accessToken }: Ground): Promise<readonly Event[]> {
  const id = await register(platform.urls.gateway, accessToken);
  const client = EventStoreDBClient.connectionString(platform.urls.eventStore);
  try {
    const found = new Map<string, Event[]>();
    for await (const { event } of client.readAll({ direction: 'backwards', maxCount: 100, fromPosition: 'end' })) {
      if (!event?.isJson || !event.streamId.startsWith('system-')) continue;
      const { type, data, metadata } = event;
      found.set(event.streamId, [{ type, data, metadata }, ...(found.get(event.streamId) ?? [])]);
    }
    const events = [...found.values()].find((each) => JSON.stringify(each).includes(id));
    if (events === undefined) throw new Error('The log holds no events of the system that was registered');
    return events;
  } finally {
    await client.dispose();
  }
}

async function appendsPerSecond(url: string, events: readonly Event[], seconds: number): Promise<number> {
  const client = EventStoreDBClient.connectionString(url);
  try {
    const began = performance.now();
    const until = began + seconds * 1000;
    let appends = 0;
    const writer = async () => {
      while (performance.now() < until) {
        const fresh = events.map(({ type, data, metadata }) => jsonEvent({ type, data, metadata }));
        await client.appendToStream(`system-${randomUUID()}`, fresh, { expectedRevision: NO_STREAM });
        appends += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writer));
    return appends / ((performance.now() - began) / 1000);
  } finally {
    await client.dispose();
  }
}
