import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { invalidArgument } from '../wire/errors.js';
import { startFromUint64 } from '../wire/numbers.js';
import type { FilterExpression } from '../streams/event-filter.js';
import { filterExpression } from '../streams/event-filter.js';
import { positionFrom, streamName } from '../streams/read-options.js';

/** The stream name of groups that read all events. */
export const ALL = '$all';

export const CONSUMER_STRATEGIES = ['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'] as const;
export type ConsumerStrategyName = (typeof CONSUMER_STRATEGIES)[number];

/** A group as a client created it; stored in this form. */
export interface GroupSettings {
  /** A stream, or `$all`. */
  readonly stream: string;
  readonly group: string;
  /** Only with `$all`. */
  readonly filter?: FilterExpression;
  /** First event to deliver: a revision, or a position in `$all`. */
  readonly startFrom: number | 'end';
  /** The end when the group was created with `end`: after a restart, the group still starts there. */
  readonly endWas?: number;
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  /** Time until an unacknowledged message is delivered again; 0: never. */
  readonly messageTimeoutMs: number;
  /** Retries after which a message is parked. */
  readonly maxRetryCount: number;
  /** 0: a checkpoint is written only by count. */
  readonly checkpointAfterMs: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0: any number. */
  readonly maxSubscriberCount: number;
  /** Returned by GetInfo, without effect: new events are read from the log like old ones. */
  readonly liveBufferSize: number;
  /** Most messages in memory that are not delivered yet. */
  readonly historyBufferSize: number;
  readonly readBatchSize: number;
  readonly consumerStrategy: ConsumerStrategyName;
}

type Request = CreateReq.Options | UpdateReq.Options;

/** @throws gRPC error INVALID_ARGUMENT */
export function groupSettings(options: Request | undefined): GroupSettings {
  const settings = options?.getSettings();
  if (!options || !settings) throw invalidArgument('options with settings are required.');
  return {
    ...source(options, settings),
    group: options.getGroupName(),
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeoutMs: settings.hasMessageTimeoutTicks()
      ? Number(settings.getMessageTimeoutTicks()) / TICKS_PER_MS
      : settings.getMessageTimeoutMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    checkpointAfterMs: settings.hasCheckpointAfterTicks()
      ? Number(settings.getCheckpointAfterTicks()) / TICKS_PER_MS
      : settings.getCheckpointAfterMs(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    consumerStrategy: consumerStrategy(settings),
  };
}

const TICKS_PER_MS = 10_000;

type Settings = CreateReq.Settings | UpdateReq.Settings;

function source(options: Request, settings: Settings): Pick<GroupSettings, 'stream' | 'startFrom' | 'filter'> {
  const all = options.getAll();
  if (all) {
    const filter = 'getFilter' in all ? all.getFilter() : undefined;
    const position = all.getPosition();
    const startFrom = all.hasEnd() ? 'end' : position ? positionFrom(position) : 0;
    return { stream: ALL, startFrom: endIfInfinite(startFrom), filter: filter && filterExpression(filter) };
  }
  const stream = options.getStream();
  // Clients from before groups on $all send the stream name and the revision in the older fields.
  const name = streamName((stream ?? options).getStreamIdentifier());
  if (name === ALL) throw invalidArgument(`A group on ${ALL} has options of its own.`);
  const revision = stream ? stream.getRevision() : settings.getRevision();
  return { stream: name, startFrom: endIfInfinite(stream?.hasEnd() ? 'end' : startFromUint64(revision)) };
}

const endIfInfinite = (from: number | 'end'): number | 'end' => (from === Infinity ? 'end' : from);

function consumerStrategy(settings: Settings): ConsumerStrategyName {
  const named = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : '';
  // The numbers of the protocol's enumeration are indexes of this list.
  const name = named || CONSUMER_STRATEGIES[settings.getNamedConsumerStrategy()];
  const strategy = CONSUMER_STRATEGIES.find((known) => known === name);
  if (!strategy) throw invalidArgument(`Consumer strategy ${name} does not exist.`);
  return strategy;
}
