import { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js';
import type { Consumer } from './consumer.js';
import type { SourcePosition } from './message.js';
import type { SubscriptionGroup } from './subscription-group.js';

interface Measurement {
  readonly at: number;
  readonly items: number;
}

/** Taken when a client last asked for the figures: averages are over the time since then. */
const lastMeasurements = new WeakMap<SubscriptionGroup, Measurement>();

/** Settings, consumers and statistics of a group in the protocol's form. */
export function groupInfo(group: SubscriptionGroup, now: number): SubscriptionInfo {
  const { settings, source } = group;
  const last = lastMeasurements.get(group) ?? { at: now, items: 0 };
  lastMeasurements.set(group, { at: now, items: group.totalItems });
  const seconds = (now - last.at) / 1_000;
  const newItems = group.totalItems - last.items;

  const info = new SubscriptionInfo();
  info.setEventSource(settings.stream);
  info.setGroupName(settings.group);
  info.setStatus(group.isLive ? 'Live' : 'Behind');
  info.setConnectionsList(group.consumers.map((consumer) => connectionInfo(consumer, seconds)));
  info.setAveragePerSecond(seconds > 0 ? Math.floor(newItems / seconds) : 0);
  info.setTotalItems(String(group.totalItems));
  info.setCountSinceLastMeasurement(String(newItems));
  info.setLastCheckpointedEventPosition(formatPosition(group, group.lastCheckpoint.position));
  info.setLastKnownEventPosition(formatPosition(group, group.lastKnownPosition));
  info.setStartFrom(source.format(settings.startFrom === 'end' ? -1 : settings.startFrom));
  info.setResolveLinkTos(settings.resolveLinks);
  info.setExtraStatistics(settings.extraStatistics);
  info.setMessageTimeoutMilliseconds(settings.messageTimeoutMs);
  info.setMaxRetryCount(settings.maxRetryCount);
  info.setLiveBufferSize(settings.liveBufferSize);
  info.setBufferSize(settings.historyBufferSize);
  info.setReadBatchSize(settings.readBatchSize);
  info.setCheckPointAfterMilliseconds(settings.checkpointAfterMs);
  info.setMinCheckPointCount(settings.minCheckpointCount);
  info.setMaxCheckPointCount(settings.maxCheckpointCount);
  info.setMaxSubscriberCount(settings.maxSubscriberCount);
  info.setNamedConsumerStrategy(settings.consumerStrategy);
  info.setReadBufferCount(group.bufferedCount);
  info.setLiveBufferCount('0');
  info.setRetryBufferCount(group.retryCount);
  info.setTotalInFlightMessages(group.consumers.reduce((sum, consumer) => sum + consumer.inFlight.size, 0));
  info.setOutstandingMessagesCount(group.outstandingCount);
  info.setParkedMessageCount(String(group.parked.count));
  return info;
}

function connectionInfo(consumer: Consumer, seconds: number): SubscriptionInfo.ConnectionInfo {
  const newItems = consumer.totalItems - consumer.itemsAtLastMeasurement;
  consumer.itemsAtLastMeasurement = consumer.totalItems;
  const info = new SubscriptionInfo.ConnectionInfo();
  // The values of a real server without security.
  info.setFrom('');
  info.setUsername('system');
  info.setConnectionName(consumer.connectionName);
  info.setAverageItemsPerSecond(seconds > 0 ? Math.floor(newItems / seconds) : 0);
  info.setTotalItems(String(consumer.totalItems));
  info.setCountSinceLastMeasurement(String(newItems));
  info.setAvailableSlots(consumer.availableSlots);
  info.setInFlightMessages(consumer.inFlight.size);
  for (const [key, ms] of consumer.times?.measurements() ?? []) {
    const measurement = new SubscriptionInfo.Measurement();
    measurement.setKey(key);
    measurement.setValue(String(ms));
    info.addObservedMeasurements(measurement);
  }
  return info;
}

const formatPosition = (group: SubscriptionGroup, position: SourcePosition | undefined) =>
  position === undefined ? '' : group.source.format(position);
