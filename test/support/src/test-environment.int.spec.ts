import { existsSync } from 'node:fs';
import { connect } from 'nats';
import { TestEnvironment } from './test-environment.js';

describe('TestEnvironment', () => {
  it('stops adopted resources in reverse order, then its servers, and removes the folder', async () => {
    const environment = await TestEnvironment.start('environment', { nats: {} });
    const { folder } = environment;
    const connection = await connect({ servers: environment.nats.url });
    const stopped: string[] = [];
    environment.adopt(connection, () => {
      stopped.push(connection.isClosed() ? 'server before connection' : 'connection');
      return connection.close();
    });
    const released = environment.adopt({}, () => stopped.push('released'));
    environment.adopt({}, () => stopped.push('newest'));

    await environment.release(released);
    await environment.stop();

    expect(stopped).toEqual(['released', 'newest', 'connection']);
    expect(existsSync(folder)).toBe(false);
    await expect(connect({ servers: environment.nats.url, reconnect: false })).rejects.toThrow();
  });

  it('stops the other resources when one cannot be stopped, and throws with its name', async () => {
    const environment = await TestEnvironment.start('environment');
    environment.adopt({}, () => Promise.reject(new Error('the port is stuck')));
    await expect(environment.stop()).rejects.toThrow('Not stopped: Error: the port is stuck');
    expect(existsSync(environment.folder)).toBe(false);
  });

  it('stops everything when a server does not start', async () => {
    const start = TestEnvironment.start('environment', {
      nats: { config: 'no_such_setting: { a: 1 ]' },
      eventStore: {},
    });
    await expect(start).rejects.toThrow(/ended before it was ready/);
  });

  it('restarts a server on its port, with its data', async () => {
    const environment = await TestEnvironment.start('environment', { nats: { jetstream: true } });
    const { url } = environment.nats;
    const streams = async () => {
      const connection = await connect({ servers: url });
      const manager = await connection.jetstreamManager();
      await manager.streams.add({ name: 'S', subjects: ['s'] });
      const sequence = (await connection.jetstream().publish('s', 'x')).seq;
      await connection.close();
      return sequence;
    };
    expect(await streams()).toBe(1);
    await environment.restartNats(() => expect(connect({ servers: url, reconnect: false })).rejects.toThrow());
    expect(environment.nats.url).toBe(url);
    expect(await streams()).toBe(2);
    await environment.stop();
  });
});
