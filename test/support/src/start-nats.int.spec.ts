import { connect } from 'nats';
import { startNats } from './start-nats.js';
import { temporaryFolder } from './temporary-folder.js';

describe('startNats', () => {
  it('starts again on the same port and data after a kill', async () => {
    const data = await temporaryFolder('nats-data');
    const first = await startNats({ jetstream: true, dataDir: data.path });
    let connection = await connect({ servers: first.url });
    const manager = await connection.jetstreamManager();
    await manager.streams.add({ name: 'S', subjects: ['s'] });
    await connection.jetstream().publish('s', 'x');
    await connection.close();
    await first.kill();

    const second = await startNats({ jetstream: true, dataDir: data.path, port: first.port });
    connection = await connect({ servers: second.url });
    expect((await (await connection.jetstreamManager()).streams.info('S')).state.messages).toBe(1);
    await connection.close();
    await second.stop();
    await data.remove();
  });

  it('throws with the output of nats-server when its configuration is invalid', async () => {
    await expect(startNats({ config: 'no_such_setting: { a: 1 ]' })).rejects.toThrow(/ended before it was ready/);
  });
});
