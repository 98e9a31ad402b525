import { eventually, startNatsCluster, temporaryFolder, type Server } from '@system-landscape/test-support';
import { Logger } from '@nestjs/common';
import { connect, type NatsConnection } from 'nats';
import { Bucket } from './key-value.js';

const FOR_EVER = 0;

describe('A bucket in a cluster of NATS', () => {
  let servers: Server[];
  let connection: NatsConnection;
  let folder: { path: string; remove(): Promise<void> };

  beforeAll(async () => {
    folder = await temporaryFolder('nats-cluster');
    servers = await startNatsCluster(folder.path);
    connection = await connect({ servers: servers.map(({ url }) => url), maxReconnectAttempts: -1 });
    await eventually(() => connection.jetstreamManager());
  });
  afterAll(async () => {
    await connection.close();
    await Promise.all(servers.map((server) => server.kill()));
    await folder.remove();
  });

  const write = (bucket: Bucket, value: string) => bucket.use((entries) => entries.put('key', value));

  it('that exists with another number is told, with the remedy', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    await eventually(() => write(new Bucket(connection, 'rate-limits', FOR_EVER, 1), 'x'));
    expect(warn).not.toHaveBeenCalled();

    await write(new Bucket(connection, 'rate-limits', FOR_EVER, 3), 'y');

    expect(warn).toHaveBeenCalledWith(
      { stream: 'KV_rate-limits', found: 1, wanted: 3 },
      expect.stringContaining('nats stream update KV_rate-limits --replicas 3'),
    );
    warn.mockRestore();
  });

  it('has the replicas of STREAM_REPLICAS, so that it can be written while one server is down', async () => {
    const bucket = new Bucket(connection, 'idempotency', FOR_EVER, 3);
    await eventually(() => write(bucket, 'before'));

    await servers.shift()!.kill();

    await eventually(() => write(bucket, 'after'));
    const entry = await bucket.use((entries) => entries.get('key'));
    expect(entry?.string()).toBe('after');
  });
});
