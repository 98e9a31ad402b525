import type { ServiceError } from '@grpc/grpc-js';
import type { Message } from './message.js';
import { ObservedTimes } from './observed-times.js';

/** The connection to a consumer. */
export interface ConsumerChannel {
  deliver(message: Message): void;
  /** Ends the consumer's call. */
  drop(error: ServiceError): void;
}

interface InFlight {
  readonly message: Message;
  readonly sentAt: number;
}

/** One connected client of a group. It has at most `maxInFlight` unacknowledged messages. */
export class Consumer {
  readonly inFlight = new Map<string, InFlight>();
  readonly times: ObservedTimes | undefined;
  totalItems = 0;
  /** `totalItems` when the statistics were last read. */
  itemsAtLastMeasurement = 0;

  constructor(
    readonly connectionName: string,
    readonly maxInFlight: number,
    readonly channel: ConsumerChannel,
    extraStatistics: boolean,
  ) {
    this.times = extraStatistics ? new ObservedTimes() : undefined;
  }

  get availableSlots(): number {
    return this.maxInFlight - this.inFlight.size;
  }

  deliver(message: Message, now: number): void {
    this.inFlight.set(message.id, { message, sentAt: now });
    this.totalItems += 1;
    this.channel.deliver(message);
  }

  /** Frees the message's slot. */
  release(id: string, now: number): void {
    const delivery = this.inFlight.get(id);
    if (!delivery) return;
    this.inFlight.delete(id);
    this.times?.add(now - delivery.sentAt);
  }
}
