import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EventStoreDBClient, jsonEvent, type EventData } from '@eventstore/db-client';
import { start, stop, type Running } from './run-program.js';

/** Events of one append while a log is filled. */
const AT_ONCE = 500;
const WRITERS = 8;

const payload = { name: 'a name', type: 'SAP S/4HANA Cloud', text: 'x'.repeat(150) };
const event = (index: number): EventData => jsonEvent({ type: 'Filled', data: { index, ...payload } });

/** Anonymous memory of a process in bytes, without mapped files; Linux reports it in kB. */
export function memoryOf({ process: child }: Running): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
}

/** Appends `count` events; returns events/s. */
export async function fill(client: EventStoreDBClient, count: number): Promise<number> {
  const began = performance.now();
  let next = 0;
  const write = async () => {
    while (next < count) {
      const from = next;
      next += AT_ONCE;
      const length = Math.min(AT_ONCE, count - from);
      const events = Array.from({ length }, (_, index) => event(from + index));
      await client.appendToStream(`filled-${(from / AT_ONCE) % 10_000}`, events);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return count / secondsSince(began);
}

/** Starts and stops the program; returns the ms from the start of its process until it accepts calls. */
export async function startTime(...args: string[]): Promise<number> {
  const began = performance.now();
  const running = await start(...args);
  const time = performance.now() - began;
  await stop(running, 'SIGTERM');
  return time;
}

/** Reads all events; returns their number and events/s. */
export async function readAll(client: EventStoreDBClient): Promise<{ events: number; perSecond: number }> {
  const began = performance.now();
  let events = 0;
  for await (const _ of client.readAll()) events += 1;
  return { events, perSecond: events / secondsSince(began) };
}

/**
 * Opens readers of `$all` that stop after the first event, and appends events meanwhile.
 * @returns growth of the server's memory in bytes, and appended events/s
 */
export async function slowReaders(running: Running, readers: number): Promise<{ growth: number; perSecond: number }> {
  const before = memoryOf(running);
  const clients = Array.from({ length: Math.ceil(readers / 10) }, () => clientOf(running));
  const reads = Array.from({ length: readers }, (_, index) => {
    const client = clients[index % clients.length] ?? running.client;
    return index % 2 === 0 ? client.readAll() : client.subscribeToAll();
  });
  for (const read of reads) await read[Symbol.asyncIterator]().next();
  const perSecond = await fill(running.client, 20 * AT_ONCE);
  const growth = memoryOf(running) - before;
  for (const read of reads) read.destroy();
  for (const client of clients) await client.dispose();
  return { growth, perSecond };
}

/**
 * Opens `count` subscriptions, ten to each stream, then appends one event to each stream.
 * @returns ms until every subscription is live, ms from the first append until each has its event, growth in bytes
 */
export async function manySubscriptions(
  running: Running,
  count: number,
): Promise<{ live: number; delivered: number; growth: number }> {
  const before = memoryOf(running);
  const clients = Array.from({ length: Math.ceil(count / 500) }, () => clientOf(running));
  const streams = Array.from({ length: Math.ceil(count / 10) }, () => `subscribed-${randomUUID()}`);
  let began = performance.now();
  const all = countdown(count);
  const received = countdown(count);
  const subscriptions = Array.from({ length: count }, (_, index) => {
    const client = clients[index % clients.length] ?? running.client;
    const subscription = client.subscribeToStream(streams[index % streams.length] ?? '');
    subscription.once('caughtUp', all.down);
    subscription.once('data', received.down);
    return subscription;
  });
  await all.isZero;
  const live = performance.now() - began;
  began = performance.now();
  await Promise.all(streams.map((stream) => running.client.appendToStream(stream, event(0))));
  await received.isZero;
  const delivered = performance.now() - began;
  const growth = memoryOf(running) - before;
  await Promise.all(subscriptions.map((subscription) => subscription.unsubscribe()));
  for (const client of clients) await client.dispose();
  return { live, delivered, growth };
}

const clientOf = ({ port }: Running) =>
  EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false&defaultDeadline=60000`);

function countdown(from: number): { down: () => void; isZero: Promise<void> } {
  let left = from;
  let resolve: () => void = () => undefined;
  const isZero = new Promise<void>((done) => (resolve = done));
  return {
    isZero,
    down: () => {
      left -= 1;
      if (left === 0) resolve();
    },
  };
}

const secondsSince = (began: number) => (performance.now() - began) / 1_000;
