import { RPC } from '@system-landscape/contracts';
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
}, 120_000);
afterAll(async () => {
  await anyone?.close();
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

describe('a NATS client that is not Nest', () => {
  it('gets a plain JSON reply to a plain JSON request', async () => {
    const reply = await anyone.request('rpc.system-types.list.v1', '{}', { timeout: 5_000 });

    const catalogue = reply.json<{ types: { id: string }[]; scenarioGroups: unknown[]; notices: unknown[] }>();
    expect(catalogue.types.map(({ id }) => id)).toContain('s4hana-cloud');
    expect(catalogue.scenarioGroups).toHaveLength(9);
    expect(catalogue.notices).toHaveLength(2);
  });

  it('cannot act for an actor: it may not send commands and other queries', async () => {
    for (const { subject } of [RPC.projection.getStatus, RPC.tokenIssuance.registerSystem]) {
      await expect(anyone.request(subject, '{}', { timeout: 5_000 })).rejects.toThrow(/Permissions Violation/);
    }
  });
});
