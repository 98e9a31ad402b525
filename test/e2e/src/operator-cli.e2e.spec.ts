import { parseSystemId, systemStream } from '@system-landscape/domain';
import { createEventStoreClient } from '@system-landscape/event-store';
import { ODD_EVENTS } from '@system-landscape/event-store/testing';
import { REPOSITORY_ROOT, type LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { connect, headers } from 'nats';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';
import { withOwnPlatform } from './own-platform.js';
import { setFault } from './simulated-tenant.js';

const LANDSCAPE = join(REPOSITORY_ROOT, 'services/operator-cli/bin/landscape.js');
const SYSTEMS = '/v1/global-accounts/ga-demo/systems';

let platform: LocalPlatform;
let account: ApiConsumer;
let tenant: ApiConsumer;

withOwnPlatform({}, async (started) => {
  platform = started;
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
});

/** Runs the command next to a local start: it finds the platform by the data folder. */
function landscape(args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const options = { env: { PATH: process.env['PATH'], DATA_DIR: platform.dataDir, ...env } };
    execFile(process.execPath, [LANDSCAPE, ...args], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}
async function json<Result>(...args: string[]): Promise<Result> {
  const { code, stdout, stderr } = await landscape([...args, '--json']);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Result;
}

const statusOf = async (id: string) => (await account.call<SystemAnswer>('GET', `${SYSTEMS}/${id}`)).body.status;
const becomes = (id: string, status: string) => eventually(async () => (await statusOf(id)) === status);

async function register(name: string): Promise<string> {
  const { body } = await account.call<AddedAnswer>('POST', SYSTEMS, { body: { name, type: 's4hana-cloud' } });
  const { system, integrationToken } = body;
  await tenant.call('POST', '/v1/tenants/my300001/extensions', { body: { integrationToken: integrationToken.value } });
  await becomes(system.id, 'REGISTERED');
  return system.id;
}

describe('landscape, with a running platform', () => {
  it('R9 R12: lists an incident and resolves it', async () => {
    const systemId = await register('with an incident');
    await setFault(platform, 'my300001', { mode: 'fail' });
    expect((await account.call('POST', `${SYSTEMS}/${systemId}/deregistration`)).status).toBe(202);
    await becomes(systemId, 'DEREGISTER_ERROR');

    const incident = await eventually(async () => (await json<{ systemId: string }[]>('incidents', 'list'))[0]);
    expect(incident).toMatchObject({ systemId, tenantId: 'my300001', globalAccountId: 'ga-demo' });
    expect((await landscape(['incidents', 'list'])).stdout).toContain(systemId);

    await setFault(platform, 'my300001', { mode: 'ok' });
    await json('incidents', 'resolve', systemId, '--action', 'retry', '--note', 'The tenant is back');
    await becomes(systemId, 'DEREGISTERED');
    await eventually(async () => (await json<unknown[]>('incidents', 'list')).length === 0);
    const again = await landscape(['incidents', 'resolve', systemId, '--action', 'retry', '--note', 'x']);
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/\([A-Z_]+\)/)]);
    expect((await landscape(['incidents', 'resolve', systemId, '--action', 'sing', '--note', 'x'])).code).toBe(2);
  });

  it('shows the position of the read model and the parked messages', async () => {
    const { position } = (await account.call<SystemAnswer>('GET', `${SYSTEMS}/${await register('seen')}`)).body;
    const status = await eventually(async () => {
      const found = await json<{ position: string; caughtUp: boolean }>('projection', 'status');
      return BigInt(found.position) >= BigInt(position) ? found : undefined;
    });
    expect(status).toMatchObject({ storage: 'libsql', caughtUp: true });
    expect(await json('parked', 'list')).toEqual(expect.arrayContaining([{ subscription: 'registration', parked: 0 }]));
    await json('parked', 'replay', 'registration');
    expect((await landscape(['parked', 'replay', 'nobody'])).code).toBe(1);
  });

  it('rebuilds the read model, compares it, switches to it and back', async () => {
    const systemId = await register('rebuilt');
    expect((await landscape(['projection', 'verify'])).stderr).toContain('(REBUILD_NOT_READY)');
    expect((await landscape(['projection', 'rollback'])).stderr).toContain('(NO_WAY_BACK)');
    expect(await json('projection', 'rebuild')).toMatchObject({ beside: { role: 'ready' } });
    const verified = await json<{ same: boolean; tables: { table: string; rows: number }[] }>('projection', 'verify');
    expect([verified.same, verified.tables.find(({ table }) => table === 'history')?.rows]).toEqual([
      true,
      expect.any(Number),
    ]);
    expect(await json('projection', 'switch')).toMatchObject({ beside: { role: 'before' } });
    expect(await statusOf(systemId)).toBe('REGISTERED');
    expect((await landscape(['projection', 'rollback'])).stdout).toContain('The rebuilt shadow tables are ready');
    expect(await json('projection', 'discard')).toEqual({ beside: null });
    expect(await statusOf(systemId)).toBe('REGISTERED');
  });

  it('explains a system, replays its events and verifies the log', async () => {
    const systemId = await register('explained');
    expect((await landscape(['system', 'explain', systemId])).stdout).toMatch(
      /is REGISTERED[^]*requested by tenant-admin/,
    );
    const { asOf, ...explanation } = await json<{ asOf: string }>('system', 'explain', systemId);
    expect(asOf).toMatch(/^\d+$/);
    expect(await json('system', 'explain', systemId, '--from-log')).toEqual(explanation);
    const unknown = await landscape(['system', 'explain', systemId.replace(/-1$/, '-7')]);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/\(NOT_FOUND\)[^]*--from-log/)]);
    expect(await json('replay', '--system', systemId, '--subject', 'replay.e2e')).toMatchObject({
      subject: 'replay.e2e',
    });
    expect(await json('verify')).toMatchObject({ verdict: 'intact', sealed: 0 });
  });

  it('lists a stream in quarantine, shows its event, reads it again and skips it', async () => {
    const systemId = await register('in quarantine');
    const stream = systemStream(parseSystemId(systemId)!.nameId);
    const client = createEventStoreClient(platform.urls.eventStore);
    await ODD_EVENTS[0]!.append(client, stream);
    await client.dispose();
    const listed = () => json<{ stream: string; eventType: string }[]>('quarantine', 'list');
    expect(await eventually(async () => (await listed())[0])).toMatchObject({ stream, eventType: 'SystemPainted' });
    expect((await landscape(['quarantine', 'list'])).stdout).toContain('in quarantine');

    const shown = await json<{ event: { type: string } }>('quarantine', 'show', stream);
    expect(shown).toMatchObject({ stream, leftOut: 1, event: { stream, type: 'SystemPainted' } });
    expect(await json('quarantine', 'retry', stream)).toMatchObject({ stream, quarantined: { stream } });
    expect((await landscape(['system', 'show', systemId])).stdout).toContain('REGISTERED');
    expect((await landscape(['system', 'explain', systemId])).stdout).toMatch(
      /is REGISTERED[^]*requested by tenant-admin[^]*its events cannot be read/,
    );

    await json('quarantine', 'skip', stream, '--note', 'Written by a test');
    await eventually(async () => (await listed()).length === 0);
    expect((await account.call('POST', `${SYSTEMS}/${systemId}/deregistration`)).status).toBe(202);
    await becomes(systemId, 'DEREGISTERED');
    const again = await landscape(['quarantine', 'show', stream]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('(NOT_FOUND)')]);
  });

  it('tells of a foreign message at the end of the stream of public events, and has the relay pass it over', async () => {
    await register('before a foreign message');
    await eventually(async () => {
      const { position, lagSeconds } = await json<{ position: string; lagSeconds: number }>('relay', 'status');
      return lagSeconds === 0 && position !== '0';
    });
    const nats = await connect({ servers: platform.urls.nats, ...platform.natsUsers!.optionsOf('event-relay') });
    const values = headers();
    const claimed = {
      id: 'forged',
      source: '/global-accounts/ga-demo',
      subject: 's',
      type: 'system-landscape.SystemAdded.v1',
      position: '4711',
    };
    for (const [name, value] of Object.entries(claimed)) values.set(`ce-${name}`, value);
    const { seq } = await nats
      .jetstream({ domain: 'landscape' })
      .publish('landscape.ga-demo.system.s.SystemAdded', '{}', { headers: values });
    await nats.close();

    await register('after a foreign message');
    const problem = new RegExp(`Message ${seq} [^]*landscape relay mend --up-to ${seq}`);
    await eventually(async () => {
      expect((await landscape(['relay', 'status'])).stdout).toMatch(problem);
      return true;
    });
    expect(await json('relay', 'mend', '--up-to', String(seq))).toEqual({ upTo: seq });
    await eventually(async () => {
      expect(await json('relay', 'status')).toMatchObject({
        ...{ problem: null, lagSeconds: 0 },
        foreign: { first: seq, last: seq },
      });
      return true;
    });
  });

  it('says which client cannot sign in, and never prints the secret', async () => {
    const { code, stdout, stderr } = await landscape(['incidents', 'list'], {
      LANDSCAPE_CLIENT_SECRET: 'wrong-secret',
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/operator cannot sign in .*LANDSCAPE_CLIENT_SECRET/);
    expect(stderr).not.toContain('wrong-secret');
    const viewer = await landscape(['incidents', 'list'], { LANDSCAPE_CLIENT_ID: 'ga-viewer' });
    expect([viewer.code, viewer.stderr]).toEqual([1, expect.stringContaining('(FORBIDDEN)')]);
  });
});
