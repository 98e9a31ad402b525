import {
  LANDSCAPE_STREAM,
  LANDSCAPE_SUBJECTS,
  LOG_POSITION,
  subjectOf,
  toBinaryMessage,
  type PublicEvent,
} from '@system-landscape/contracts';
import {
  jetstreamErrorCode,
  natsHeaders,
  STREAM_NOT_FOUND,
  tellOfReplicas,
  WRONG_LAST_SEQUENCE,
} from '@system-landscape/messaging';
import {
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type NatsConnection,
  type StreamConfig,
  type StoredMsg,
  type StreamInfo,
} from 'nats';
import { setTimeout as sleep } from 'node:timers/promises';

const PUBLISH_TIMEOUT_MS = 5_000;
/** How long the removal of a stream may take. */
const REMOVAL_MS = 1_000;
const WRONG_LAST_MESSAGE = 10_070;
const NO_MESSAGE = 10_037;

/** The last message of the stream: the last relayed event, and the sequence that the next message must follow. */
export interface Checkpoint {
  readonly sequence: number;
  /** Undefined while nothing has been relayed. */
  readonly last?: RelayedEvent;
  /** Log position up to which events are relayed; undefined while nothing has been relayed. */
  readonly relayedUpTo?: string;
  /** Messages after the last event that no relay has published. */
  readonly foreign?: { readonly first: number; readonly last: number };
}

/** A message of the stream that has the form of a public event. */
export interface RelayedEvent {
  readonly eventId: string;
  readonly position: string;
  /** If it came late: its place. */
  readonly late?: LatePlace;
}

export interface CheckpointOptions {
  /** Whether the log has an event with this id at this position, which is published on this subject. */
  readonly isInLog: (event: RelayedEvent, subject: string) => Promise<boolean>;
  /** Messages up to this sequence may be skipped although they have the form of an event; the operator has said so. */
  readonly mendedUpTo: number;
}

/** An event that comes late, and how far the log is relayed nevertheless. */
export interface LatePlace {
  readonly stream: string;
  readonly relayedUpTo: string;
}

/** Headers of messages that come late; the checkpoint is in them, since their own position is an earlier one. */
const RELAYED_UP_TO = 'landscape-relayed-up-to';
const LATE_STREAM = 'landscape-late-stream';

/** The relay cannot continue without an operator; the message says what has happened and what to do. */
export class OperatorActionRequired extends Error {
  override readonly name = 'OperatorActionRequired';
}

/** Another relay has published in between: the checkpoint must be read again. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** The stream `LANDSCAPE`. It keeps all messages, and denies delete and purge. */
export class LandscapeStream {
  private constructor(
    private readonly connection: NatsConnection,
    private readonly manager: JetStreamManager,
  ) {}

  /**
   * Creates the stream if it does not exist.
   * @throws OperatorActionRequired when an existing stream would lose events
   */
  static async open(connection: NatsConnection, replicas: number): Promise<LandscapeStream> {
    const manager = await connection.jetstreamManager();
    const wanted = configOf(replicas);
    let found = await infoOf(manager);
    if (!found) {
      // nats-server releases the name of a removed stream before it deletes the files, and would delete those of a new one.
      await sleep(REMOVAL_MS);
      found = await infoOf(manager);
    }
    // Two relays that create it at the same time use the same configuration.
    const { config } = found ?? (await manager.streams.add(wanted));
    requireLossless(config, wanted);
    await tellOfReplicas(connection, LANDSCAPE_STREAM, replicas);
    return new LandscapeStream(connection, manager);
  }

  /** Whether the stream is there; without it nothing can be published. */
  static async exists(connection: NatsConnection): Promise<boolean> {
    return (await infoOf(await connection.jetstreamManager())) !== undefined;
  }

  /**
   * The last message that a relay has published. What others have published after it is passed over: that neither loses nor
   * repeats an event, because the log confirms where the relay was.
   * @throws OperatorActionRequired when the stream was emptied, or holds events that are not in the log
   */
  async checkpoint({ isInLog, mendedUpTo }: CheckpointOptions): Promise<Checkpoint> {
    const { state } = await this.manager.streams.info(LANDSCAPE_STREAM);
    if (state.last_seq === 0) return { sequence: 0 };
    if (state.messages === 0) throw new OperatorActionRequired(emptied(state.last_seq));
    let unknown: RelayedEvent | undefined;
    for (let sequence = state.last_seq; sequence >= Math.max(1, state.first_seq); sequence -= 1) {
      const message = await this.messageAt(sequence);
      const event = message && relayedEventIn(message);
      if (event === undefined) continue;
      if (await isInLog(event, message!.subject)) {
        const foreign = { first: sequence + 1, last: state.last_seq };
        const relayedUpTo = event.late?.relayedUpTo ?? event.position;
        return { sequence: state.last_seq, last: event, relayedUpTo, ...(sequence < state.last_seq && { foreign }) };
      }
      if (sequence > mendedUpTo) throw new OperatorActionRequired(notInLog(event, sequence));
      unknown ??= event;
    }
    // A stream of another log: an operator has skipped its end, and there was nothing of this log before.
    if (unknown) throw new OperatorActionRequired(ofAnotherLog(unknown));
    return { sequence: state.last_seq, foreign: { first: state.first_seq, last: state.last_seq } };
  }

  /** @returns undefined when the message was removed */
  private async messageAt(seq: number): Promise<StoredMsg | undefined> {
    try {
      return await this.manager.streams.getMessage(LANDSCAPE_STREAM, { seq });
    } catch (error) {
      if (jetstreamErrorCode(error) === NO_MESSAGE) return undefined;
      throw error;
    }
  }

  /**
   * Publishes events in a pipeline; the server accepts each one only if it follows the one before.
   * @param after sequence that the first event must follow
   * @param late for events that come late
   * @returns the sequence of the last event
   * @throws Fenced, or NatsError: then some events may be in the stream, but none without all its predecessors
   */
  async publish(events: readonly PublicEvent[], after: number, late?: LatePlace): Promise<number> {
    const jetstream = this.connection.jetstream();
    const acknowledgements = await Promise.allSettled(
      events.map((event, index) => {
        const message = toBinaryMessage(event);
        return jetstream.publish(subjectOf(event), message.body, {
          headers: natsHeaders({ ...message.headers, ...(late && lateHeaders(late)) }),
          msgID: event.id,
          // The sequence alone would accept an event whose predecessor was refused, if another relay has filled its place.
          expect: { lastSequence: after + index, ...(index > 0 && { lastMsgID: events[index - 1]!.id }) },
          timeout: PUBLISH_TIMEOUT_MS,
        });
      }),
    );
    for (const [index, acknowledgement] of acknowledgements.entries()) {
      if (acknowledgement.status === 'rejected') throw errorOf(acknowledgement.reason);
      // A duplicate id is acknowledged with its existing sequence, which is right if it is in its place.
      if (acknowledgement.value.seq !== after + index + 1) throw new Fenced('Another relay has published these events');
    }
    return after + events.length;
  }
}

function lateHeaders({ stream, relayedUpTo }: LatePlace): Record<string, string> {
  return { [RELAYED_UP_TO]: relayedUpTo, [LATE_STREAM]: Buffer.from(stream).toString('base64url') };
}

async function infoOf(manager: JetStreamManager): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(LANDSCAPE_STREAM);
  } catch (error) {
    if (jetstreamErrorCode(error) === STREAM_NOT_FOUND) return undefined;
    throw error;
  }
}

function configOf(replicas: number): Partial<StreamConfig> & { name: string } {
  return {
    name: LANDSCAPE_STREAM,
    description: 'Public events of System Landscape, CloudEvents 1.0',
    subjects: [...LANDSCAPE_SUBJECTS],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.New,
    max_age: 0,
    max_bytes: -1,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    num_replicas: replicas,
    deny_delete: true,
    deny_purge: true,
  };
}

/** The settings that decide whether the stream keeps all messages. */
const LOSSLESS = ['retention', 'max_age', 'max_bytes', 'max_msgs', 'max_msgs_per_subject'] as const;

/** They hold the same events. Only a subscriber on nats-server 2.9 needs the new ones, for the filter of its consumers. */
const SUBJECTS_OF_EARLIER_RELEASES = ['landscape.*.system.>', 'landscape.*.formation.>'];

function requireLossless(config: StreamConfig, wanted: Partial<StreamConfig>): void {
  const broken: string[] = LOSSLESS.filter((name) => config[name] !== wanted[name]).map(
    (name) => `${name} is ${String(config[name])} instead of ${String(wanted[name])}`,
  );
  const missing = LANDSCAPE_SUBJECTS.filter((subject) => !config.subjects.includes(subject));
  const asBefore = SUBJECTS_OF_EARLIER_RELEASES.every((subject) => config.subjects.includes(subject));
  if (missing.length > 0 && !asBefore) broken.push(`its subjects lack ${missing.join(' and ')}`);
  if (broken.length === 0) return;
  throw new OperatorActionRequired(
    `The stream ${LANDSCAPE_STREAM} was not created by this relay and would lose events: ${broken.join(', ')}. ` +
      'Correct its configuration, or remove the stream: the relay then creates it again and fills it from the log.',
  );
}

const emptied = (last: number) =>
  `The stream ${LANDSCAPE_STREAM} was emptied: its last sequence is ${last}, and it holds no message. ` +
  'The relay cannot know where to continue: from the start, consumers would see events twice; from the end, some would ' +
  'miss events. Restore the stream from a backup, or remove it: the relay then creates it again and fills it from the log.';

const notInLog = ({ eventId, position }: RelayedEvent, sequence: number) =>
  `Message ${sequence} of the stream ${LANDSCAPE_STREAM} is event ${eventId} at position ${position}, which this log does ` +
  'not hold: the stream was filled from another log, or the log was restored to an earlier state, or somebody has forged ' +
  'the message. Correct ESDB_URL, or restore the log. For a forged message: revoke the permission of whoever publishes to ' +
  `the stream, then continue with \`landscape relay mend --up-to ${sequence}\`.`;

const ofAnotherLog = ({ eventId, position }: RelayedEvent) =>
  `The stream was filled from another log: this one does not hold event ${eventId} at position ${position}. ` +
  'Correct ESDB_URL, or remove the stream: the relay then creates it again and fills it from this log.';

/**
 * The event of a message that has the form of one that a relay publishes: subject, headers and place fit together.
 * Undefined for any other message.
 */
function relayedEventIn({ seq, subject, header }: StoredMsg): RelayedEvent | undefined {
  const [, account, , id, name] = subject.split('.');
  const [eventId, position] = [header.get('ce-id'), header.get('ce-position')];
  const after = header.get('Nats-Expected-Last-Sequence');
  const fits =
    eventId !== '' &&
    LOG_POSITION.test(position) &&
    [eventId, ''].includes(header.get('Nats-Msg-Id')) &&
    [String(seq - 1), ''].includes(after) &&
    header.get('ce-source') === `/global-accounts/${account}` &&
    header.get('ce-subject') === id &&
    header.get('ce-type').split('.')[1] === name;
  if (!fits) return undefined;
  const relayedUpTo = header.get(RELAYED_UP_TO);
  if (!LOG_POSITION.test(relayedUpTo) || BigInt(relayedUpTo) < BigInt(position)) return { eventId, position };
  const stream = Buffer.from(header.get(LATE_STREAM), 'base64url').toString();
  return { eventId, position, late: { stream, relayedUpTo } };
}

function errorOf(reason: unknown): Error {
  const code = jetstreamErrorCode(reason);
  if (code === WRONG_LAST_SEQUENCE || code === WRONG_LAST_MESSAGE)
    return new Fenced('Another relay has published in between');
  return reason instanceof Error ? reason : new Error(String(reason));
}
