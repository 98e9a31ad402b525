import { Logger } from '@nestjs/common';
import type { NatsConnection } from 'nats';

const logger = new Logger('NATS');

/**
 * Logs when a stream of JetStream exists with another number of replicas than it should have. A service may not change it
 * itself: whoever may change a stream may have nats-server publish its messages anywhere.
 * @throws NatsError
 */
export async function tellOfReplicas(connection: NatsConnection, stream: string, wanted: number): Promise<void> {
  const { streams } = await connection.jetstreamManager({ checkAPI: false });
  const { num_replicas: found } = (await streams.info(stream)).config;
  if (found === wanted) return;
  logger.warn(
    { stream, found, wanted },
    'The stream has another number of replicas than STREAM_REPLICAS. An operator of NATS changes it: ' +
      `nats stream update ${stream} --replicas ${wanted}`,
  );
}
