import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { invalidArgument } from '../wire/errors.js';
import { startFromUint64 } from '../wire/numbers.js';
import type { FilterExpression } from '../streams/event-filter.js';
import { filterExpression } from '../streams/event-filter.js';
import { positionFrom, streamName } from '../streams/read-options.js';

/** The name under which a group on all events goes. */
export const ALL = '$all';

export const CONSUMER_STRATEGIES = ['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'] as const;
export type ConsumerStrategyName = (typeof CONSUMER_STRATEGIES)[number];

/** A group as a client made it; kept in the log in this form. */
export interface GroupSettings {
  /** A stream, or `$all`. */
  readonly stream: string;
  readonly group: string;
  /** Only with `$all`. */
  readonly filter?: FilterExpression;
  /** First event to deliver: a revision, or a position in `$all`. */
  readonly startFrom: number | 'end';
  /** What `end` was when the group was made, so that a restart loses nothing. */
  readonly endWas?: number;
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  /** A message that is not acknowledged in that time is delivered again; 0: never. */
  readonly messageTimeoutMs: number;
  /** A message that was delivered again so often is parked. */
  readonly maxRetryCount: number;
  /** 0: a checkpoint is written only by count. */
  readonly checkpointAfterMs: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0: any number. */
  readonly maxSubscriberCount: number;
  /** Told back, but without effect: what is new is read from the log like everything else. */
  readonly liveBufferSize: number;
  /** Messages in memory that no consumer has yet. */
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
  // Clients that know no groups on $all give the stream's name and the revision in their first places.
  const name = streamName((stream ?? options).getStreamIdentifier());
  if (name === ALL) throw invalidArgument(`A group on ${ALL} has options of its own.`);
  const revision = stream ? stream.getRevision() : settings.getRevision();
  return { stream: name, startFrom: endIfInfinite(stream?.hasEnd() ? 'end' : startFromUint64(revision)) };
}

const endIfInfinite = (from: number | 'end'): number | 'end' => (from === Infinity ? 'end' : from);

function consumerStrategy(settings: Settings): ConsumerStrategyName {
  const named = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : '';
  // The enumeration's numbers are places in this list.
  const name = named || CONSUMER_STRATEGIES[settings.getNamedConsumerStrategy()];
  const strategy = CONSUMER_STRATEGIES.find((known) => known === name);
  if (!strategy) throw invalidArgument(`Consumer strategy ${name} does not exist.`);
  return strategy;
}
