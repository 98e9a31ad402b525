import { startNats } from '@system-landscape/test-support';
import { connect, type NatsConnection } from 'nats';
import { NatsTransport } from '../nats-transport.js';

/** A service on a nats-server of its own, and a caller of it. */
export interface CalledService {
  readonly caller: NatsConnection;
  readonly stop: () => Promise<void>;
}

/** Starts a service that has one handler. Whatever it cannot answer fails the test. @param maxInFlight its places */
export async function startService(
  subject: string,
  handler: () => Promise<object>,
  { maxInFlight = 10 }: { readonly maxInFlight?: number } = {},
): Promise<CalledService> {
  const nats = await startNats();
  const [service, caller] = await Promise.all([connect({ servers: nats.url }), connect({ servers: nats.url })]);
  const onUnexpected = (error: unknown) => {
    throw error;
  };
  const transport = new NatsTransport({
    connection: service,
    queue: 'service',
    maxInFlight,
    replyPrefixesOf: () => ['_INBOX'],
    onForeignReply: onUnexpected,
    onUnexpected,
  });
  transport.addHandler(subject, handler);
  transport.listen(() => undefined);
  await service.flush();
  return {
    caller,
    async stop() {
      await Promise.all([service.close(), caller.close()]);
      await nats.stop();
    },
  };
}
