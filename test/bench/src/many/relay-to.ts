import { LANDSCAPE_STREAM, subjectOf, toBinaryMessage, toPublicEvent } from '@system-landscape/contracts';
import type { LocalPlatform } from '@system-landscape/local';
import { natsHeaders } from '@system-landscape/messaging';
import { connectAs } from '../rows/changes.js';
import type { Placed } from './fill-log.js';

/** Publishes one event to the stream, as the relay does. It becomes the checkpoint: the relay continues after it. */
export async function relayTo({ event, id, position }: Placed, platform: LocalPlatform): Promise<void> {
  const published = toPublicEvent(event as Parameters<typeof toPublicEvent>[0], {
    eventId: id,
    position: String(position),
  });
  if (published === undefined) throw new Error(`${event.type} is not public`);
  const message = toBinaryMessage(published);
  const connection = await connectAs('event-relay', platform);
  const { stream } = await connection
    .jetstream()
    .publish(subjectOf(published), message.body, { headers: natsHeaders(message.headers), msgID: id });
  await connection.close();
  if (stream !== LANDSCAPE_STREAM) throw new Error(`The event went to ${stream}`);
}
