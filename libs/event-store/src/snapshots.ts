import { SNAPSHOT_STREAM_PREFIX } from '@system-landscape/domain';
import {
  BACKWARDS,
  binaryEvent,
  END,
  NO_STREAM,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type EventStoreDBClient,
  type RecordedEvent,
} from '@eventstore/db-client';
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Aggregate, AggregateState } from './aggregate.js';
import { NO_SNAPSHOT, type KeptState, type KnownSnapshot } from './kept-state.js';
import type { DomainEvent } from './stored-event.js';
import { allowed, deniedOr, kindOf } from './store-access.js';
import { UPCASTERS } from './upcasting.js';

/** Version of the storage format; a snapshot of another one is ignored. */
const FORMAT = 1;
const EVENT_TYPE = 'StateSnapshot';
/** A stream has a new snapshot when it has this many events more than the last one covers. */
export const SNAPSHOT_EVERY = 1_000;
/** EventStoreDB 24.10 refuses an append above 1 MiB; KurrentDB 26 takes up to a chunk, unless it is configured. */
const MAX_BYTES = 900 * 1024;
/** Bound of one call of the store; milliseconds. */
const CALL_MS = 5_000;
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

interface StoredSnapshot {
  readonly format: number;
  readonly fold: string;
  readonly stream: string;
  readonly lastEventId: string;
  readonly state: Readonly<Record<string, unknown>>;
}

/**
 * States of long streams, stored in streams of their own, so that the first load of a process reads only the end. They are
 * never the truth: one that is unknown, damaged or ahead of its stream is ignored, and a failed write changes nothing.
 */
export class Snapshots {
  private isWriting = false;

  /** @param onError called when a snapshot could not be written */
  constructor(
    private readonly client: EventStoreDBClient,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The newest snapshot, with the state unless this release cannot use it. */
  async read<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
  ): Promise<{ readonly kept?: KeptState<State>; readonly snapshot: KnownSnapshot }> {
    const newest = await this.readNewest(stream);
    if (!newest) return { snapshot: NO_SNAPSHOT };
    const { revision } = newest;
    try {
      const stored = await unpack(newest.data);
      if (stored.format !== FORMAT || stored.fold !== foldOf(aggregate) || stored.stream !== stream) {
        return { snapshot: { version: 0, revision } };
      }
      const state = aggregate.fromJson(stored.state);
      const snapshot = { version: state.version, revision };
      return { kept: { state, lastEventId: stored.lastEventId, snapshot }, snapshot };
    } catch {
      // It is damaged, and the events are there.
      return { snapshot: { version: 0, revision } };
    }
  }

  /** Writes a snapshot in the background when the stream has grown enough; one at a time, others wait for a later load. */
  writeIfDue<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
    kept: KeptState<State>,
    onWritten: (snapshot: KnownSnapshot) => void,
  ): void {
    if (this.isWriting || kept.state.version - kept.snapshot.version < SNAPSHOT_EVERY) return;
    this.isWriting = true;
    void this.write(aggregate, stream, kept)
      .then(onWritten)
      .catch(this.onError)
      .finally(() => {
        this.isWriting = false;
      });
  }

  /** @returns the snapshot that the stream has now; another process may have been faster */
  private async write<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
    { state, lastEventId, snapshot: { revision } }: KeptState<State>,
  ): Promise<KnownSnapshot> {
    const { version } = state;
    const name = SNAPSHOT_STREAM_PREFIX + stream;
    const fold = foldOf(aggregate);
    const stored: StoredSnapshot = { format: FORMAT, fold, stream, lastEventId, state: aggregate.asJson(state) };
    const packed = await promisify(gzip)(JSON.stringify(stored), { level: 1 });
    if (packed.length > MAX_BYTES) return { version, revision };
    // Only the newest one is of use.
    if (revision === undefined) {
      const keepNewest = this.client.setStreamMetadata(name, { maxCount: 1 }, { deadline: CALL_MS });
      await allowed(`write the metadata of ${kindOf(name)}`, keepNewest);
    }
    try {
      const written = await this.client.appendToStream(name, binaryEvent({ type: EVENT_TYPE, data: packed }), {
        expectedRevision: revision ?? NO_STREAM,
        deadline: CALL_MS,
      });
      return { version, revision: written.nextExpectedRevision };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw deniedOr(error, `append to ${kindOf(name)}`);
      return { version, revision: (await this.readNewest(stream))?.revision };
    }
  }

  private async readNewest(stream: string): Promise<RecordedEvent | undefined> {
    const name = SNAPSHOT_STREAM_PREFIX + stream;
    const last = { direction: BACKWARDS, fromRevision: END, maxCount: 1, deadline: CALL_MS } as const;
    let newest: RecordedEvent | undefined;
    try {
      // Reads to the end: an unfinished read blocks the client's `dispose`.
      for await (const { event } of this.client.readStream(name, last)) newest = event;
    } catch (error) {
      if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) return undefined;
      throw deniedOr(error, `read ${kindOf(name)}`);
    }
    return newest;
  }
}

async function unpack(data: unknown): Promise<StoredSnapshot> {
  if (!(data instanceof Uint8Array)) throw new Error('A snapshot is binary');
  const text = await promisify(gunzip)(data, { maxOutputLength: MAX_UNPACKED_BYTES });
  return JSON.parse(text.toString('utf8')) as StoredSnapshot;
}

/** Identifies the fold, whatever the release: its version, and the schema versions of the events that it is made from. */
function foldOf({ foldVersion }: { readonly foldVersion: string }): string {
  const versions = Object.entries(UPCASTERS).map(([type, steps]) => [type, steps.length]);
  return hash('sha256', JSON.stringify([foldVersion, versions.sort()]), 'base64url');
}
