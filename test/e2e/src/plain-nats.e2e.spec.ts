import { ALL_RPCS, EVERYBODY } from '@system-landscape/contracts';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { connect, type NatsConnection } from 'nats';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let dataDir: string;
let platform: LocalPlatform;
let anyone: NatsConnection;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-nats-'));
  platform = await startLocalPlatform({ dataDir, ports: 'ephemeral' });
  anyone = await connect({ servers: platform.urls.nats });
});
afterAll(async () => {
  await anyone?.close();
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a NATS client that is not Nest', () => {
  it('gets a plain JSON reply to a plain JSON request', async () => {
    const reply = await anyone.request('rpc.system-types.list.v1', '{}', { timeout: 5_000 });

    const catalogue = reply.json<{ types: { id: string }[]; scenarioGroups: unknown[]; notices: unknown[] }>();
    expect(catalogue.types.map(({ id }) => id)).toContain('s4hana-cloud');
    expect(catalogue.scenarioGroups).toHaveLength(9);
    expect(catalogue.notices).toHaveLength(2);
  });

  it('cannot act for an actor: it may not send commands and other queries', async () => {
    const others = ALL_RPCS.filter(({ callers }) => !callers.includes(EVERYBODY));
    for (const { subject } of others) {
      await expect(anyone.request(subject, '{}', { timeout: 5_000 })).rejects.toThrow(/Permissions Violation/);
    }
  });

  it('learns nothing of what happens, and cannot act through the platform', async () => {
    await expect(anyone.jetstreamManager()).rejects.toThrow(/Permissions Violation/);
    const operator = await connect({ servers: platform.urls.nats, ...platform.natsUsers!.optionsOf('operator') });
    const manager = await operator.jetstreamManager();
    const { last_seq: before } = (await manager.streams.info('LANDSCAPE')).state;
    for (const reply of ['landscape.ga-demo.system.x.SystemAdded', '$JS.API.STREAM.PURGE.LANDSCAPE']) {
      anyone.publish('rpc.system-types.list.v1', '{}', { reply });
    }
    await anyone.request('rpc.system-types.list.v1', '{}', { timeout: 5_000 });
    expect((await manager.streams.info('LANDSCAPE')).state.last_seq).toBe(before);
    await operator.close();
  });
});
