import { jsonEvent, type AppendResult, type EventStoreDBClient } from '@eventstore/db-client';

interface Acknowledged extends AppendResult {
  readonly stream: string;
  readonly ids: readonly string[];
}

const EVENTS_AT_ONCE = 3;
const WRITERS = 64;

/** Appends events, records the acknowledged appends, and checks that a store has all of them. */
export class AcknowledgedAppends {
  private readonly all: Acknowledged[] = [];
  private checked = 0;
  private next = 0;

  get count(): number {
    return this.all.length;
  }

  /** Resolves after `atLeast` more acknowledged appends; the writers continue until `ended` is called. */
  async write(client: EventStoreDBClient, streams: string, atLeast: number): Promise<{ ended: () => void }> {
    const enough = this.all.length + atLeast;
    let isEnded = false;
    await new Promise<void>((resolve) => {
      const write = async () => {
        while (!isEnded) {
          const number = this.next++;
          const stream = `${streams}-${number % 50}`;
          const events = Array.from({ length: EVENTS_AT_ONCE }, (_, index) =>
            jsonEvent({ type: 'tested', data: { index, text: 'x'.repeat((number * 37) % 3_000) } }),
          );
          const result = await client.appendToStream(stream, events);
          this.all.push({ ...result, stream, ids: events.map(({ id }) => id) });
          if (this.all.length >= enough) resolve();
        }
      };
      // Appends that the kill interrupts fail, which is expected.
      for (let writer = 0; writer < WRITERS; writer += 1) void write().catch(() => resolve());
    });
    return { ended: () => (isEnded = true) };
  }

  /**
   * Reads the whole log and every stream: each acknowledged append is stored once, completely, at its revision and
   * position; positions are unique and increase.
   * @throws Error that names the first violation
   */
  async check(client: EventStoreDBClient): Promise<void> {
    const idsByStream = new Map<string, string[]>();
    const positions = new Set<bigint>();
    let last = 0n;
    for await (const { event } of client.readAll()) {
      if (!event || event.streamId.startsWith('$')) continue;
      if (event.position.commit <= last) throw new Error(`Position ${event.position.commit} comes after ${last}.`);
      last = event.position.commit;
      positions.add(last);
      const ids = idsByStream.get(event.streamId) ?? [];
      const { index } = event.data as { index: number };
      if (event.revision !== BigInt(ids.length) || index !== ids.length % EVENTS_AT_ONCE) {
        throw new Error(`${event.streamId} has revision ${event.revision} (${index}) after ${ids.length} events.`);
      }
      ids.push(event.id);
      idsByStream.set(event.streamId, ids);
    }
    for (const { stream, ids, nextExpectedRevision, position } of this.all) {
      const end = Number(nextExpectedRevision) + 1;
      const found = idsByStream.get(stream)?.slice(end - EVENTS_AT_ONCE, end) ?? [];
      if (found.join() !== ids.join()) throw new Error(`${stream} has ${found.join()} instead of ${ids.join()}.`);
      if (position && !positions.has(position.commit)) throw new Error(`Nothing is at ${position.commit}.`);
    }
    for (const [stream, ids] of idsByStream) {
      if (ids.length % EVENTS_AT_ONCE !== 0) throw new Error(`An append to ${stream} is there in part.`);
      await checkStream(client, stream, ids);
    }
    this.checked = this.all.length;
  }

  /** As `check`, but reads only the streams of appends that were acknowledged since the last check. */
  async checkLatest(client: EventStoreDBClient): Promise<void> {
    const latest = this.all.slice(this.checked);
    const expected = new Map<string, Map<number, string>>();
    for (const { stream, ids, nextExpectedRevision } of latest) {
      const revisions = expected.get(stream) ?? new Map<number, string>();
      ids.forEach((id, index) => revisions.set(Number(nextExpectedRevision) - EVENTS_AT_ONCE + 1 + index, id));
      expected.set(stream, revisions);
    }
    for (const [stream, revisions] of expected) {
      const found = new Map<number, string>();
      for await (const { event } of client.readStream(stream)) if (event) found.set(Number(event.revision), event.id);
      for (const [revision, id] of revisions) {
        if (found.get(revision) !== id) throw new Error(`${stream} has no ${id} at revision ${revision}.`);
      }
    }
    this.checked = this.all.length;
  }
}

async function checkStream(client: EventStoreDBClient, stream: string, ids: readonly string[]): Promise<void> {
  const read: string[] = [];
  for await (const { event } of client.readStream(stream)) if (event) read.push(event.id);
  if (read.join() !== ids.join()) throw new Error(`${stream} read alone differs from $all.`);
}
