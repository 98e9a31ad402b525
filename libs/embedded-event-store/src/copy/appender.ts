import { randomUUID } from 'node:crypto';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import {
  ANY,
  NO_STREAM,
  StreamDeletedError,
  StreamNotFoundError,
  type AppendExpectedRevision,
} from '@eventstore/db-client';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { batchAppendRequest } from '../client/batch-append-request.js';
import { isMetastream } from '../storage/stream-metadata.js';
import { formatUuid, uuidBytes } from '../wire/uuid.js';
import type { CopiedEvent } from './copied-event.js';
import type { RawClient } from './raw-client.js';

/** Appends in flight. */
const WINDOW = 64;

/** Writes the target of a copy: pipelines appends in order, each at the revision of the source. */
export class Appender {
  private readonly inFlight = new Map<string, (response: BatchAppendResp) => void>();
  /** Difference of the revisions at source and target, by stream. */
  private readonly shifts = new Map<string, bigint>();
  private failure: Error | undefined;
  private onProgress: (() => void) | undefined;

  private constructor(
    private readonly target: RawClient,
    private readonly call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>,
    private readonly renumber: boolean,
  ) {
    call.on('data', (response: BatchAppendResp) => {
      const id = formatUuid(uuidBytes(response.getCorrelationId()));
      this.inFlight.get(id)?.(response);
      this.inFlight.delete(id);
      this.onProgress?.();
    });
    call.on('drain', () => this.onProgress?.());
    call.on('error', (error: Error) => this.fail(error));
  }

  static async open(target: RawClient, renumber: boolean): Promise<Appender> {
    return new Appender(target, await target.batchAppendBytes(), renumber);
  }

  /** Appends consecutive events of one stream; resolves when the next append may be sent. */
  async append(events: readonly CopiedEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return;
    const { stream, revision } = first;
    // The target appends metadata itself when a deleted stream is revived. Only the last metadata event counts, so any revision is fine.
    const expectedRevision = isMetastream(stream) ? ANY : lastBefore(revision - (await this.shiftOf(stream, revision)));
    await this.until(() => this.inFlight.size < WINDOW);
    const id = randomUUID();
    this.inFlight.set(id, (response) => {
      // An earlier copy has already deleted the stream.
      const isDeleted = response.getError()?.getDetails()?.getTypeName() === 'event_store.client.StreamDeleted';
      if (response.hasError() && !isDeleted) this.fail(new Error(refusal(stream, revision, response)));
    });
    this.call.write(
      batchAppendRequest({ id, stream, expectedRevision, events: events.map(({ proposed }) => proposed) }),
    );
    await this.until(() => !this.call.writableNeedDrain);
  }

  /** Deletes a stream for good, after all earlier appends. */
  async tombstone(stream: string): Promise<void> {
    await this.until(() => this.inFlight.size === 0);
    await this.target.tombstoneStream(stream).catch((error: unknown) => {
      if (!(error instanceof StreamDeletedError)) throw error;
    });
  }

  /** Resolves when all appends are on the target's disk. */
  async finish(): Promise<void> {
    await this.until(() => this.inFlight.size === 0);
    this.call.end();
  }

  private async shiftOf(stream: string, revision: bigint): Promise<bigint> {
    const known = this.shifts.get(stream);
    if (known !== undefined) return known;
    const shift = revision === 0n ? 0n : await this.missing(stream, revision);
    this.shifts.set(stream, shift);
    return shift;
  }

  /** Number of events before the source's first one that the target does not have either. */
  private async missing(stream: string, revision: bigint): Promise<bigint> {
    await this.until(() => this.inFlight.size === 0);
    const next = (await this.lastRevision(stream)) + 1n;
    if (next >= revision) return 0n;
    if (!this.renumber) {
      throw new Error(
        `The stream ${stream} begins with revision ${revision} at the source: what was before it is gone, so its ` +
          'events cannot keep their revisions. Give --renumber to copy it with new ones.',
      );
    }
    return revision - next;
  }

  private async lastRevision(stream: string): Promise<bigint> {
    try {
      const last = this.target.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 });
      for await (const { event } of last) return event?.revision ?? -1n;
      return -1n;
    } catch (error) {
      if (error instanceof StreamNotFoundError) return -1n;
      throw error;
    }
  }

  private async until(isTrue: () => boolean): Promise<void> {
    while (!this.failure && !isTrue()) await new Promise<void>((resolve) => (this.onProgress = resolve));
    if (this.failure) throw this.failure;
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.onProgress?.();
  }
}

const lastBefore = (revision: bigint): AppendExpectedRevision => (revision === 0n ? NO_STREAM : revision - 1n);

function refusal(stream: string, revision: bigint, response: BatchAppendResp): string {
  const reason = response.getError()?.getMessage() ?? 'no reason given';
  return (
    `The target does not take the event at revision ${revision} of the stream ${stream} (${reason}). ` +
    'If it has other events in that stream, copy to an empty store.'
  );
}
