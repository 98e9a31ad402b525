import type { LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';
import { withOwnPlatform } from './own-platform.js';
import { effectsOf, setFault } from './simulated-tenant.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const OTHER_EXTENSIONS = '/v1/tenants/my300002/extensions';
const INCIDENTS = '/v1/operations/incidents';
const STEPS = [
  'establish-trust',
  'create-communication-system',
  'enable-communication-scenarios',
  'activate-extension',
];

let platform: LocalPlatform;
let account: ApiConsumer;
let viewer: ApiConsumer;
let tenant: ApiConsumer;
let otherTenant: ApiConsumer;
let operator: ApiConsumer;

withOwnPlatform({ instances: { registration: 2, deregistration: 2 } }, async (started) => {
  platform = started;
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  viewer = await ApiConsumer.signIn(platform, 'ga-viewer');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
  otherTenant = await ApiConsumer.signIn(platform, 'other-tenant-admin');
  operator = await ApiConsumer.signIn(platform, 'operator');
});
beforeEach(async () => {
  for (const tenantId of ['my300001', 'my300002']) await fault(tenantId, { mode: 'ok' });
});

const fault = (tenantId: string, body: object) => setFault(platform, tenantId, body);
const pathOf = (systemId: string) => `${SYSTEMS}/${systemId}`;
const becomes = (systemId: string, status: string): Promise<SystemAnswer> =>
  eventually(async () => {
    const { body } = await viewer.call<SystemAnswer>('GET', pathOf(systemId));
    expect(body.status).toBe(status);
    return body;
  });
const add = async (name = `system ${randomUUID()}`, type = 's4hana-cloud'): Promise<AddedAnswer> => {
  const answer = await account.call<AddedAnswer>('POST', SYSTEMS, { body: { name, type } });
  expect(answer.status).toBe(201);
  return answer.body;
};
const redeem = (integrationToken: string, by = tenant, extensions = EXTENSIONS) =>
  by.call('POST', extensions, { body: { integrationToken } });
const register = async (name?: string): Promise<SystemAnswer> => {
  const { system, integrationToken } = await add(name);
  expect((await redeem(integrationToken.value)).status).toBe(202);
  return becomes(system.id, 'REGISTERED');
};
const deregister = (systemId: string) => account.call('POST', `${pathOf(systemId)}/deregistration`);
const newToken = async (systemId: string): Promise<string> => {
  const answer = await account.call<{ value: string }>('POST', `${pathOf(systemId)}/integration-token`);
  expect(answer.status).toBe(201);
  return answer.body.value;
};
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

describe('a system deregisters', () => {
  it('R7 R8: the tenant reverts the steps in reverse order, the system leaves the list, its name is free, its history stays', async () => {
    const { id, name } = await register();
    expect((await viewer.call('GET', `${pathOf(id)}/deregistration`)).body).toEqual({ allowed: true, blockers: [] });

    const started = await deregister(id);

    expect(started.status).toBe(202);
    expect(started.body).toMatchObject({ allowed: false, attempt: 2, step: 'activate-extension' });
    const ended = await becomes(id, 'DEREGISTERED');
    expect(ended.statusDetail).toContain('the name is free again');
    expect(await effectsOf(platform, 'my300001', id)).toEqual([
      ...STEPS.map((step) => `perform ${id}/1/${step}`),
      ...[...STEPS].reverse().map((step) => `take-back ${id}/2/${step}`),
    ]);
    expect((await tenant.call('GET', `${EXTENSIONS}/${id}-x1`)).status).toBe(404);
    const listed = await viewer.call<{ items: SystemAnswer[] }>('GET', `${SYSTEMS}?q=${encodeURIComponent(name)}`);
    expect(listed.body.items).toEqual([]);
    const history = await viewer.call<{ items: { type: string }[] }>('GET', `${pathOf(id)}/history?limit=200`);
    expect(history.body.items.map(({ type }) => type)).toContain('SystemDeregistered');

    const next = await add(name, 'successfactors');
    expect(next.system.id).not.toBe(id);
  });

  it.each(['async-poll', 'async-callback'])('R8: also with a tenant that answers asynchronously (%s)', async (mode) => {
    const { id } = await register();
    await fault('my300001', { mode, delayMs: 20 });
    expect((await deregister(id)).status).toBe(202);
    await becomes(id, 'DEREGISTERED');
  });

  it('R10 M-26: is refused in every other status, each with its own reason', async () => {
    const { system } = await add();
    const pending = await deregister(system.id);
    expect(codeOf(pending)).toEqual([409, 'DEREGISTER_BLOCKED_STATUS']);

    const { id } = await register();
    await fault('my300001', { mode: 'async-poll', delayMs: 3_600_000 });
    expect((await deregister(id)).status).toBe(202);
    const running = await deregister(id);
    expect(codeOf(running)).toEqual([409, 'DEREGISTER_BLOCKED_STATUS']);
    expect(running.body['detail']).not.toBe(pending.body['detail']);
    expect(codeOf(await tenant.call('DELETE', `${EXTENSIONS}/${id}-x1`))).toEqual([409, 'EXTENSION_BUSY']);
  });

  it('N-10: the tenant deletes its Enabled extension, and is the actor of the deregistration', async () => {
    const { id } = await register();
    const key = randomUUID();

    const deleted = await tenant.call('DELETE', `${EXTENSIONS}/${id}-x1`, { key });

    expect(deleted.status).toBe(202);
    await becomes(id, 'DEREGISTERED');
    expect((await tenant.call('DELETE', `${EXTENSIONS}/${id}-x1`, { key })).status).toBe(202);
    expect((await tenant.call('DELETE', `${EXTENSIONS}/${id}-x1`)).status).toBe(404);
    const history = await viewer.call<{ items: { type: string; actor: object }[] }>(
      'GET',
      `${pathOf(id)}/history?limit=200`,
    );
    expect(history.body.items.find(({ type }) => type === 'DeregistrationStarted')).toMatchObject({
      actor: { subject: 'tenant-admin', role: 'tenant-admin' },
    });
  });
});

describe('a deregistration that fails', () => {
  const failing = async (): Promise<SystemAnswer> => {
    const { id } = await register();
    await fault('my300001', { mode: 'fail', status: 422, step: 'enable-communication-scenarios' });
    expect((await deregister(id)).status).toBe(202);
    return becomes(id, 'DEREGISTER_ERROR');
  };
  const openIncidents = async () =>
    (await operator.call<{ items: { systemId: string }[] }>('GET', `${INCIDENTS}?limit=200`)).body.items;

  it('R9 R12 M-25: opens an incident; an operator retries it when the tenant works again', async () => {
    const { id, name, statusDetail } = await failing();
    expect(statusDetail).toMatch(
      /attempt 2 at step "enable-communication-scenarios".*told to answer 422.*BC-NEO-EXT-S4C/,
    );
    const incident = (await openIncidents()).find(({ systemId }) => systemId === id);
    expect(incident).toMatchObject({
      globalAccountId: 'ga-demo',
      systemName: name,
      tenantId: 'my300001',
      attempt: 2,
      component: 'BC-NEO-EXT-S4C',
      correlationId: expect.stringMatching(/\S/) as string,
      step: 'enable-communication-scenarios',
      lastAnswer: { code: 'TENANT_REFUSED', httpStatus: 422 },
    });
    expect((await viewer.call('GET', `${pathOf(id)}/deregistration`)).body).toMatchObject({
      allowed: false,
      code: 'DEREGISTER_BLOCKED_STATUS',
      attempt: 2,
      incident: { step: 'enable-communication-scenarios' },
    });
    expect(codeOf(await deregister(id))).toEqual([409, 'DEREGISTER_BLOCKED_STATUS']);
    expect(codeOf(await tenant.call('DELETE', `${EXTENSIONS}/${id}-x1`))).toEqual([409, 'EXTENSION_BUSY']);
    const extension = await tenant.call('GET', `${EXTENSIONS}/${id}-x1`);
    expect(extension.body).toMatchObject({ status: 'DISABLING' });

    await fault('my300001', { mode: 'ok' });
    const body = { action: 'retry', note: 'The communication arrangement was released' };
    expect((await account.call('POST', `${INCIDENTS}/${id}/resolution`, { body })).status).toBe(403);
    expect((await operator.call('POST', `${INCIDENTS}/${id}/resolution`, { body })).status).toBe(204);

    await becomes(id, 'DEREGISTERED');
    expect((await openIncidents()).map(({ systemId }) => systemId)).not.toContain(id);
    expect(await effectsOf(platform, 'my300001', id)).toEqual([
      ...STEPS.map((step) => `perform ${id}/1/${step}`),
      `take-back ${id}/2/activate-extension`,
      ...[...STEPS]
        .reverse()
        .slice(1)
        .map((step) => `take-back ${id}/3/${step}`),
    ]);
    const again = await operator.call('POST', `${INCIDENTS}/${id}/resolution`, { body });
    expect(codeOf(again)).toEqual([404, 'NOT_FOUND']);
  });

  it('R12: an operator confirms the removal from the tenant, which frees the name', async () => {
    const { id, name } = await failing();
    const body = { action: 'confirm-removed', note: 'The tenant was decommissioned' };

    expect((await operator.call('POST', `${INCIDENTS}/${id}/resolution`, { body })).status).toBe(204);

    await becomes(id, 'DEREGISTERED');
    await add(name);
    const history = await viewer.call<{ items: { type: string; summary: string; actor: object }[] }>(
      'GET',
      `${pathOf(id)}/history?limit=200`,
    );
    expect(history.body.items.find(({ type }) => type === 'IncidentResolved')).toMatchObject({
      actor: { subject: 'operator', role: 'operator' },
      summary: expect.stringContaining('The tenant was decommissioned') as string,
    });
  });

  it('no message is parked, and a replay is accepted', async () => {
    const parked = await operator.call('GET', '/v1/operations/parked');
    expect(parked.body).toEqual({
      items: [
        { subscription: 'registration', parked: 0 },
        { subscription: 'deregistration', parked: 0 },
        { subscription: 'assignment', parked: 0 },
      ],
      nextCursor: null,
    });
    expect((await operator.call('POST', '/v1/operations/parked/registration/replay')).status).toBe(204);
  });
});

describe('a registration that fails', () => {
  const failing = async (): Promise<SystemAnswer> => {
    const { system, integrationToken } = await add();
    await fault('my300001', { mode: 'fail', status: 422, step: 'activate-extension' });
    expect((await redeem(integrationToken.value)).status).toBe(202);
    const failed = await becomes(system.id, 'ERROR');
    await fault('my300001', { mode: 'ok' });
    return failed;
  };
  const deleteExtension = (systemId: string) => tenant.call('DELETE', `${EXTENSIONS}/${systemId}-x1`);

  it('R5 R6 M-22: new token first: redeeming is refused until the failed extension is deleted', async () => {
    const { id, name, statusDetail } = await failing();
    expect(statusDetail).toMatch(/told to answer 422.*extension deleted in the tenant and create a new token/);
    const token = await newToken(id);
    expect(codeOf(await redeem(token))).toEqual([409, 'FAILED_EXTENSION_EXISTS']);
    const taken = await account.call('POST', SYSTEMS, { body: { name, type: 's4hana-cloud' } });
    expect(codeOf(taken)).toEqual([409, 'NAME_LOCKED_BY_EXTENSION']);

    expect((await deleteExtension(id)).status).toBe(204);
    expect((await redeem(token)).status).toBe(202);

    await becomes(id, 'REGISTERED');
  });

  it('R6 M-21 M-22: extension deleted first', async () => {
    const { id } = await failing();
    expect((await deleteExtension(id)).status).toBe(204);
    const { body } = await viewer.call<SystemAnswer>('GET', pathOf(id));
    expect(body).toMatchObject({ status: 'ERROR' });
    expect((await redeem(await newToken(id))).status).toBe(202);

    await becomes(id, 'REGISTERED');
  });

  it('R11: leaves the list when its extension is deleted', async () => {
    const { id } = await failing();
    expect(codeOf(await account.call('DELETE', pathOf(id)))).toEqual([409, 'CANCEL_BLOCKED_STATUS']);
    expect((await deleteExtension(id)).status).toBe(204);
    expect((await account.call('DELETE', pathOf(id))).status).toBe(204);
    await becomes(id, 'REMOVED');
  });
});

describe('a deregistered system is registered again', () => {
  it('X-12: by the same tenant only, as the same system', async () => {
    const { id } = await register();
    expect((await deregister(id)).status).toBe(202);
    await becomes(id, 'DEREGISTERED');

    const token = await newToken(id);

    expect(codeOf(await redeem(token, otherTenant, OTHER_EXTENSIONS))).toEqual([409, 'TENANT_MISMATCH']);
    expect((await redeem(token)).status).toBe(202);
    const again = await becomes(id, 'REGISTERED');
    expect(again.registration).toMatchObject({ attempt: 3 });
  });

  it('X-12: by any tenant, as another system, when its name is registered again', async () => {
    const { id, name } = await register();
    expect((await deregister(id)).status).toBe(202);
    await becomes(id, 'DEREGISTERED');

    const { system, integrationToken } = await add(name);

    expect((await redeem(integrationToken.value, otherTenant, OTHER_EXTENSIONS)).status).toBe(202);
    expect(system.id).not.toBe(id);
    await becomes(system.id, 'REGISTERED');
  });
});
