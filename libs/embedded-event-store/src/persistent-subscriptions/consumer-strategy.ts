import { hash } from 'node:crypto';
import type { ConsumerStrategyName } from './group-settings.js';
import type { Consumer } from './consumer.js';
import type { Message } from './message.js';

/** Which consumer gets a message. `full`: no consumer has room. `later`: only this message has to wait. */
export type Choice = Consumer | 'full' | 'later';

export type ConsumerStrategy = (consumers: readonly Consumer[], message: Message) => Choice;

export function consumerStrategy(name: ConsumerStrategyName): ConsumerStrategy {
  switch (name) {
    case 'RoundRobin':
      return roundRobin();
    case 'DispatchToSingle':
      return dispatchToSingle();
    case 'Pinned':
      return pinned(streamOf);
    case 'PinnedByCorrelation':
      return pinned((message) => correlationOf(message) ?? streamOf(message));
  }
}

/** Each message to the next consumer that has room. */
function roundRobin(): ConsumerStrategy {
  let next = 0;
  return (consumers) => {
    for (let tried = 0; tried < consumers.length; tried += 1) {
      const consumer = consumers[next % consumers.length];
      next = (next + 1) % consumers.length;
      if (consumer && consumer.availableSlots > 0) return consumer;
    }
    return 'full';
  };
}

/** All messages to one consumer as long as it has room, then to the next. */
function dispatchToSingle(): ConsumerStrategy {
  let current = 0;
  return (consumers) => {
    for (let tried = 0; tried < consumers.length; tried += 1) {
      const consumer = consumers[current % consumers.length];
      if (consumer && consumer.availableSlots > 0) return consumer;
      current = (current + 1) % consumers.length;
    }
    return 'full';
  };
}

/**
 * Messages with the same key go to the same consumer as long as it is connected. The owner of a key is the consumer
 * with the highest hash for it (rendezvous hashing), so that a connect or disconnect moves only one consumer's keys.
 */
function pinned(keyOf: (message: Message) => string): ConsumerStrategy {
  return (consumers, message) => {
    if (consumers.every((consumer) => consumer.availableSlots <= 0)) return 'full';
    const key = keyOf(message);
    let owner: Consumer | undefined;
    let highest = -1;
    for (const consumer of consumers) {
      const weight = hashOf(`${consumerId(consumer)} ${key}`);
      if (weight > highest) [owner, highest] = [consumer, weight];
    }
    const isInFlightElsewhere = consumers.some(
      (consumer) =>
        consumer !== owner && [...consumer.inFlight.values()].some((delivery) => keyOf(delivery.message) === key),
    );
    return owner && owner.availableSlots > 0 && !isInFlightElsewhere ? owner : 'later';
  };
}

const consumerIds = new WeakMap<Consumer, number>();
let lastConsumerId = 0;

function consumerId(consumer: Consumer): number {
  const known = consumerIds.get(consumer);
  if (known !== undefined) return known;
  lastConsumerId += 1;
  consumerIds.set(consumer, lastConsumerId);
  return lastConsumerId;
}

const hashOf = (text: string) => hash('md5', text, 'buffer').readUInt32BE(0);

/** The stream of the event; of a link whose target is gone, the stream that it names. */
function streamOf({ event: { event, link } }: Message): string {
  if (event) return event.stream;
  return link?.data.toString('utf8').replace(/^\d+@/, '') ?? '';
}

function correlationOf({ event: { event } }: Message): string | undefined {
  try {
    const metadata = JSON.parse(event?.metadata.toString('utf8') || '{}') as Record<string, unknown>;
    const correlation = metadata['$correlationId'];
    return typeof correlation === 'string' ? correlation : undefined;
  } catch {
    return undefined;
  }
}
