import {
  systemStream,
  type FormationEvent,
  type FormationState,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Logger } from '@nestjs/common';
import { formationAggregate, systemAggregate } from './aggregate.js';
import type { CommandContext } from './command-context.js';
import { CommandHandler, type Decide } from './command-handler.js';
import type { CommandResult } from './command-result.js';
import type { LoadedStream } from './loaded-stream.js';
import { appendSkip, type SkipCommand } from './skip-event.js';
import { StoreRetry } from './store-retry.js';
import { Streams } from './streams.js';

const MAX_ATTEMPTS = 9;
const logger = new Logger('EventStore');

export interface EventStoreOptions {
  readonly maxAttempts?: number;
  /** Called when the snapshot of a long stream could not be written, which costs nothing but time. Default: logs a warning. */
  readonly onSnapshotError?: (error: unknown) => void;
}

/**
 * Commands on the streams of systems and formations, and their states. Every method throws `StoreUnavailable`, and
 * `StreamQuarantined` for a stream that cannot be read.
 */
export class EventStore {
  private readonly streams: Streams;
  private readonly retry: StoreRetry;
  private readonly commands: CommandHandler;

  constructor(
    readonly client: EventStoreDBClient,
    { maxAttempts = MAX_ATTEMPTS, onSnapshotError = logSnapshotError }: EventStoreOptions = {},
  ) {
    this.streams = new Streams(client, onSnapshotError);
    this.retry = new StoreRetry(maxAttempts);
    this.commands = new CommandHandler(this.streams, this.retry);
  }

  /** Handles a command on the stream of a name; see `CommandHandler`. @throws Refusal of the decision */
  onSystem(
    nameId: string,
    context: CommandContext,
    decide: Decide<SystemState, SystemEvent>,
    assumed?: LoadedStream<SystemState, SystemEvent>,
  ): Promise<CommandResult<SystemState, SystemEvent>> {
    return this.commands.handle(systemAggregate, nameId, context, decide, assumed);
  }

  /** Handles a command on the stream of a formation; see `CommandHandler`. @throws Refusal of the decision */
  onFormation(
    formationId: string,
    context: CommandContext,
    decide: Decide<FormationState, FormationEvent>,
    assumed?: LoadedStream<FormationState, FormationEvent>,
  ): Promise<CommandResult<FormationState, FormationEvent>> {
    return this.commands.handle(formationAggregate, formationId, context, decide, assumed);
  }

  /** Skips the event that keeps a stream in quarantine; see `appendSkip`. @throws Refusal; StreamQuarantined */
  skipEvent(command: SkipCommand, context: CommandContext): Promise<string | null> {
    return appendSkip(this.streams, this.retry, command, context);
  }

  /** State of a name. */
  async loadSystem(nameId: string): Promise<SystemState> {
    return (await this.loadSystemStream(nameId)).state;
  }

  /**
   * State of a name with its events, for callers that append next.
   * @param triggeredBy id of the event that the caller reacts to. If this process has appended it lately, its copy of the
   *   stream is returned without a read; later events may be missing, which the append at the expected revision detects
   */
  async loadSystemStream(nameId: string, triggeredBy?: string): Promise<LoadedStream<SystemState, SystemEvent>> {
    const stream = systemStream(nameId);
    const appended =
      triggeredBy === undefined ? undefined : this.streams.appended.with<SystemState, SystemEvent>(stream, triggeredBy);
    return appended ?? this.retry.execute(() => this.streams.load(systemAggregate, stream));
  }

  /** State of a formation. */
  async loadFormation(formationId: string): Promise<FormationState> {
    return (await this.loadFormationStream(formationId)).state;
  }

  /** State of a formation with its events, for callers that append next. */
  loadFormationStream(formationId: string): Promise<LoadedStream<FormationState, FormationEvent>> {
    const stream = formationAggregate.streamOf(formationId);
    return this.retry.execute(() => this.streams.load(formationAggregate, stream));
  }
}

function logSnapshotError(err: unknown): void {
  logger.warn(
    { err },
    'The snapshot of a long stream could not be written; only the first load of a process takes longer',
  );
}
