import type { AllStreamSubscription } from '@eventstore/db-client';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Transform, TransformCallback } from 'node:stream';

/** What a subscription has read ahead. */
export interface BoundedBuffer {
  /** To be called with each item that is read. @returns its size in bytes; 0 for one that the event store has not sent */
  take(item: object): number;
}

/**
 * Has a subscription read ahead until the events that wait in it have `maxBytes`, or one more; it counts their number only.
 * @param maxBytes of data and metadata; a larger event passes alone
 */
export function boundBuffer(subscription: AllStreamSubscription, maxBytes: number): BoundedBuffer {
  const stream = subscription as unknown as Transform;
  const transform = stream._transform.bind(stream);
  const sizes = new WeakMap<object, number>();
  let buffered = 0;
  let readOn: TransformCallback | undefined;

  stream._transform = (response: ReadResp, encoding, next) => {
    transform(response, encoding, (error, item: object | undefined) => {
      if (error || !item) return next(error);
      const size = sizeOf(response);
      sizes.set(item, size);
      buffered += size;
      if (buffered < maxBytes) return next(null, item);
      stream.push(item);
      readOn = next;
    });
  };
  return {
    take(item) {
      const size = sizes.get(item) ?? 0;
      buffered -= size;
      if (readOn && buffered < maxBytes) {
        const next = readOn;
        readOn = undefined;
        next();
      }
      return size;
    },
  };
}

function sizeOf(response: ReadResp): number {
  const event = response.getEvent()?.getEvent();
  return event ? event.getData_asU8().length + event.getCustomMetadata_asU8().length : 0;
}
