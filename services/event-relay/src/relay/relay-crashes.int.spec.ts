import { LANDSCAPE_STREAM, toPublicEvent } from '@system-landscape/contracts';
import { recorded, registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { AckPolicy, DeliverPolicy, type NatsConnection } from 'nats';
import { randomInt } from 'node:crypto';
import { healthOf, RelayHarness } from '../testing/relay-harness.js';

/** `npm run test:relay` sets the full numbers: 50 kills while 2,000 events flow. */
const KILLS = Number(process.env['RELAY_KILLS'] ?? 6);
const EVENTS = Number(process.env['RELAY_EVENTS'] ?? 240);

/** Types of the public events of one system. */
const TYPES = registered().flatMap(
  (event) => toPublicEvent(recorded(event), { eventId: 'e', position: '1' })?.type ?? [],
);
const SYSTEMS = Math.ceil(EVENTS / TYPES.length);
const ALL = SYSTEMS * TYPES.length;
const LONG_ENOUGH_MS = 300_000 + KILLS * 15_000;
/** Number of events after which the plain subscriber reconnects at its position. */
const EVENTS_PER_CONNECTION = 37;

interface ReceivedEvent {
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  readonly position: string;
}

let harness: RelayHarness;
beforeEach(async () => {
  harness = await RelayHarness.start();
});
afterEach(() => harness.stop(), 60_000);

describe('crashes while events flow', () => {
  it(
    `${KILLS} kills of relay, NATS or event store, ${ALL} events: each is received once, in order`,
    async () => {
      const relays = await Promise.all([harness.startOwnProcess(), harness.startOwnProcess()]);
      await eventually(async () => (await healthOf(relays[0].url)).status === 200);
      const stop = new AbortController();
      const durable: ReceivedEvent[] = [];
      const plain: ReceivedEvent[] = [];
      const subscribers = Promise.all([
        consumeDurably(harness.connection, durable, stop.signal),
        subscribe(harness.connection, plain, stop.signal),
      ]);

      const kills: string[] = [];
      const crash = async () => {
        const what = randomInt(3);
        if (what === 0) {
          kills.push('relay');
          const which = randomInt(relays.length);
          await relays[which]!.kill();
          relays[which] = await harness.startOwnProcess();
        } else if (what === 1) {
          kills.push('NATS');
          await harness.crashNats();
        } else {
          kills.push('event store');
          await harness.crashEventStore();
        }
      };
      // Appends continue during a crash; the next crash starts when the previous one has been recovered.
      let crashing = Promise.resolve();
      let due = 0;
      for (let system = 0; system < SYSTEMS; system += 1) {
        for (; due < ((system + 1) * KILLS) / SYSTEMS; due += 1) {
          await crashing;
          crashing = crash();
        }
        await appended(`System ${system}`);
      }
      await crashing;
      expect(kills).toHaveLength(KILLS);

      const progress = () => `${durable.length} by the durable consumer, ${plain.length} by the plain one, of ${ALL}`;
      try {
        await eventually(() => durable.length >= ALL && plain.length >= ALL, { deadlineMs: 120_000, what: 'all seen' });
      } catch (error) {
        throw new Error(`${progress()} after ${kills.join(', ')}`, { cause: error });
      }
      stop.abort();
      await subscribers;

      const stored = (await harness.messages()).map(({ event }) => event.id);
      expect(stored).toHaveLength(ALL);
      for (const seen of [durable, plain]) {
        expect(seen.map(({ id }) => id)).toEqual(stored);
        expect(new Set(seen.map(({ id }) => id)).size).toBe(ALL);
        for (const types of typesBySystem(seen).values()) expect(types).toEqual(TYPES);
      }
    },
    LONG_ENOUGH_MS,
  );
});

function typesBySystem(seen: readonly ReceivedEvent[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { subject, type } of seen) found.set(subject, [...(found.get(subject) ?? []), type]);
  return found;
}

/** Appends until it is acknowledged. Event ids derive from the name, so that a retry is idempotent. */
async function appended(name: string): Promise<void> {
  await eventually(
    async () => {
      await harness.append(name, registered());
      return true;
    },
    { what: `${name} appended` },
  );
}

/** One message at a time, so that a redelivery keeps the order. A lost acknowledgement causes a duplicate, detected by its id. */
async function consumeDurably(connection: NatsConnection, seen: ReceivedEvent[], stop: AbortSignal) {
  const ids = new Set<string>();
  while (seen.length < ALL && !stop.aborted) {
    try {
      const manager = await connection.jetstreamManager();
      await manager.consumers.add(LANDSCAPE_STREAM, {
        durable_name: 'audit',
        ack_policy: AckPolicy.Explicit,
        ack_wait: 2e9,
        max_ack_pending: 1,
      });
      const consumer = await connection.jetstream().consumers.get(LANDSCAPE_STREAM, 'audit');
      const message = await consumer.next({ expires: 1_000 });
      if (!message) continue;
      const [id, type] = [message.headers!.get('ce-id'), message.headers!.get('ce-type')];
      const [subject, position] = [message.headers!.get('ce-subject'), message.headers!.get('ce-position')];
      if (!ids.has(id)) seen.push({ id, subject, type, position });
      ids.add(id);
      await message.ackAck();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NatsError') throw error;
    }
  }
}

/** An ordered consumer, which keeps nothing on the server. */
async function subscribe(connection: NatsConnection, seen: ReceivedEvent[], stop: AbortSignal) {
  let next = 1;
  while (seen.length < ALL && !stop.aborted) {
    try {
      const consumer = await connection
        .jetstream()
        .consumers.get(LANDSCAPE_STREAM, { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: next });
      const messages = await consumer.consume();
      const close = () => void messages.close();
      stop.addEventListener('abort', close, { once: true });
      let left = EVENTS_PER_CONNECTION;
      for await (const { headers, seq } of messages) {
        const [id, type, subject] = ['ce-id', 'ce-type', 'ce-subject'].map((name) => headers!.get(name));
        seen.push({ id: id!, subject: subject!, type: type!, position: headers!.get('ce-position') });
        next = seq + 1;
        left -= 1;
        if (left === 0 || seen.length === ALL) break;
      }
      stop.removeEventListener('abort', close);
      await messages.close();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NatsError') throw error;
    }
  }
}
