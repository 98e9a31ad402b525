import { startNats, temporaryFolder } from '@system-landscape/test-support';
import { connect, StorageType } from 'nats';
import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { damagedStreams, streamsNotRestored } from './jetstream-folder.js';

describe('A damaged folder of JetStream', () => {
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  const folder = () => join(data.path, 'jetstream/$G/streams/LANDSCAPE');
  const at = (file: string) => join(folder(), file);
  const config = `jetstream { store_dir: "STORE", cipher: chacha, key: "a key of thirty-two characters .." }`;
  const start = () => startNats({ config: config.replace('STORE', data.path) });

  beforeEach(async () => {
    data = await temporaryFolder('jetstream');
    const nats = await start();
    const connection = await connect({ servers: nats.url });
    const { streams } = await connection.jetstreamManager();
    for (const name of ['LANDSCAPE', 'KV_event-relay'])
      await streams.add({ name, subjects: [`${name}.>`], storage: StorageType.File });
    await connection.jetstream().publish('LANDSCAPE.a', 'a fact');
    await connection.close();
    await nats.stop();
  });
  afterEach(() => data.remove());

  it('is told from a sound one', async () => {
    expect(damagedStreams(data.path)).toEqual([]);
    const nats = await start();
    expect(streamsNotRestored(data.path, nats.output())).toEqual([]);
    await nats.stop();
  });

  it.each([
    ['an empty key file', 'meta.key is empty', () => truncateSync(at('meta.key'))],
    ['a missing key file', 'meta.key is missing', () => rmSync(at('meta.key'))],
    ['a key file of zeros', 'meta.key holds only zeros', () => writeFileSync(at('meta.key'), Buffer.alloc(72))],
    ['an empty configuration', 'meta.inf is empty', () => truncateSync(at('meta.inf'))],
    ['an empty checksum', 'meta.sum is empty', () => truncateSync(at('meta.sum'))],
  ])('with %s is named before nats-server starts', (_what, reason, damage) => {
    damage();
    const [message, ...others] = damagedStreams(data.path);
    expect(others).toEqual([]);
    expect(message).toContain(`stream LANDSCAPE in ${folder()} is damaged: its file ${reason}. No fact is lost:`);
    expect(message).toContain(`move that folder out of ${data.path} and start again`);
  });

  it.each([
    ['another configuration than its checksum says', () => appendFileSync(at('meta.inf'), 'x')],
    ['the key of another folder', () => writeFileSync(at('meta.key'), Buffer.alloc(72, 7))],
  ])('with %s is named when nats-server has left the stream out', async (_what, damage) => {
    damage();
    expect(damagedStreams(data.path)).toEqual([]);
    const nats = await start();
    const [message, ...others] = streamsNotRestored(data.path, nats.output());
    await nats.stop();
    expect(others).toEqual([]);
    expect(message).toMatch(/stream LANDSCAPE in .* is damaged: nats-server says ".+"/);
  });

  it('works again when the stream was moved away', async () => {
    truncateSync(at('meta.key'));
    renameSync(folder(), join(data.path, 'moved away'));
    expect(damagedStreams(data.path)).toEqual([]);
    const nats = await start();
    const connection = await connect({ servers: nats.url });
    const { streams } = await connection.jetstreamManager();
    const made = await streams.add({ name: 'LANDSCAPE', subjects: ['LANDSCAPE.>'] });
    expect(made.state.messages).toBe(0);
    await connection.close();
    await nats.stop();
  });
});
