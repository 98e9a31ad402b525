import {
  formationIdOf,
  formationStream,
  nameIdOf,
  systemStream,
  type FormationEvent,
  type Recorded,
  type SystemEvent,
} from '@system-landscape/domain';
import { ACCOUNT, eventsForName, recorded } from '@system-landscape/domain/testing';
import type { DomainEvent, LogItem, RawEvent } from '@system-landscape/event-store';
import type { Database, Writer } from '../database/database.js';
import type { Commit } from '../projector/apply-batch.js';
import { commitBatch } from '../projector/commit-batch.js';

export type EventItem = Extract<LogItem, { kind: 'event' }> & {
  readonly stored: { readonly event: Recorded<SystemEvent> };
};

/** A log in memory; positions increase from stream to stream. */
export class TestLog {
  private position = 0n;

  /** All events of one stream, as `followLog` yields them. */
  stream(
    name: string,
    events: readonly (SystemEvent | Recorded<SystemEvent>)[],
    globalAccountId = ACCOUNT,
  ): EventItem[] {
    const streamId = systemStream(nameIdOf(globalAccountId, name));
    const inLog = events.map((event) => ('metadata' in event ? event : recorded(event)));
    return eventsForName(inLog, name, globalAccountId).map((event, revision) => {
      this.position += 7n;
      const position = this.position.toString();
      const stored = { event, id: `event-${position}`, streamId, revision, position };
      return { kind: 'event', position, stored, raw: rawOf(event) };
    });
  }

  /** Events of a formation by their types; `after` is the number of events that its stream has already. */
  formation(
    name: string,
    types: readonly Exclude<FormationEvent['type'], 'EventSkipped'>[],
    { globalAccountId = ACCOUNT, after = 0, type = null as string | null } = {},
  ): Extract<LogItem, { kind: 'event' }>[] {
    const formationId = formationIdOf(globalAccountId, name);
    return types.map((eventType, index) => {
      this.position += 7n;
      const position = this.position.toString();
      const event = recorded(
        eventType === 'FormationCreated'
          ? { type: eventType, data: { formationId, globalAccountId, name, type } }
          : { type: eventType, data: { formationId } },
        { globalAccountId },
      );
      const streamId = formationStream(formationId);
      const stored = { event, id: `event-${position}`, streamId, revision: after + index, position };
      return { kind: 'event', position, stored, raw: rawOf(event) };
    });
  }

  checkpoint(): LogItem {
    this.position += 7n;
    return { kind: 'checkpoint', position: this.position.toString() };
  }
}

function rawOf({ type, data, metadata }: Recorded<DomainEvent>): RawEvent {
  return { type, data: { ...data }, metadata: { ...metadata } };
}

/** Runs `work` as the leader. */
export async function asLeader<Result>(database: Database, work: (writer: Writer) => Promise<Result>): Promise<Result> {
  let result!: Result;
  await database.runAsLeader({
    stop: new AbortController().signal,
    onStandby: () => undefined,
    lead: async (writer) => {
      result = await work(writer);
    },
  });
  return result;
}

export function applyBatch(database: Database, batch: readonly LogItem[]): Promise<Commit | undefined> {
  return asLeader(database, (writer) => commitBatch(writer, batch));
}
