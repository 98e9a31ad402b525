import type { LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { ApiConsumer, type AddedAnswer, type Answer, type SystemAnswer } from './api-consumer.js';
import { withOwnPlatform } from './own-platform.js';
import { setFault } from './simulated-tenant.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';

let platform: LocalPlatform;
let account: ApiConsumer;
let viewer: ApiConsumer;
let tenant: ApiConsumer;

withOwnPlatform({ instances: { registration: 2, 'token-issuance': 2, gateway: 1 } }, async (started) => {
  platform = started;
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  viewer = await ApiConsumer.signIn(platform, 'ga-viewer');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
});

const add = async (name = `system ${randomUUID()}`, type = 's4hana-cloud'): Promise<AddedAnswer> => {
  const answer = await account.call<AddedAnswer>('POST', SYSTEMS, { body: { name, type } });
  expect(answer.status).toBe(201);
  return answer.body;
};

const fault = (tenantId: string, body: object) => setFault(platform, tenantId, body);

const statusOf = async (systemId: string): Promise<SystemAnswer> =>
  (await viewer.call<SystemAnswer>('GET', `${SYSTEMS}/${systemId}`)).body;

const becomes = (systemId: string, status: string): Promise<SystemAnswer> =>
  eventually(async () => {
    const system = await statusOf(systemId);
    expect(system.status).toBe(status);
    return system;
  });

describe('a system registers', () => {
  it('M-04 M-05 M-10 M-17 M-19 M-27 R1 R3 R4: add, redeem, Registered', async () => {
    const { system, integrationToken, nextStep } = await add();
    expect(system.status).toBe('PENDING');
    expect(integrationToken.value).toMatch(/^slt_/);
    expect(nextStep.url).toMatch(/^https?:/);

    const redeemed = await tenant.call('POST', EXTENSIONS, { body: { integrationToken: integrationToken.value } });

    expect(redeemed.status).toBe(202);
    expect(redeemed.body).toMatchObject({ status: 'ENABLING', systemName: system.name, globalAccountId: 'ga-demo' });
    await becomes(system.id, 'REGISTERED');
    const extension = await tenant.call('GET', `${EXTENSIONS}/${String(redeemed.body['extensionId'])}`);
    expect(extension.body['status']).toBe('ENABLED');
  });

  it('M-06: both dialogs get a notice about encryption and its key', async () => {
    const { body } = await account.call<{ notices: { id: string; text: string }[] }>('GET', '/v1/system-types');
    expect(body.notices.map(({ id }) => id).sort()).toEqual(['create-formation', 'register-system']);
    for (const { text } of body.notices) expect(text).toMatch(/encrypted at rest.*not with a key that you manage/);
  });

  it('M-11 M-12 M-18 R2: the token can be shown again as long as it is not redeemed', async () => {
    const { system, integrationToken } = await add();
    const path = `${SYSTEMS}/${system.id}/integration-token`;

    const shown = await account.call('GET', path);
    expect(shown.body).toMatchObject({ value: integrationToken.value, replaced: false });
    expect(shown.headers.get('cache-control')).toContain('no-store');
    expect((await viewer.call('GET', path)).status).toBe(403);

    await tenant.call('POST', EXTENSIONS, { body: { integrationToken: integrationToken.value } });
    const later = await account.call('GET', path);
    expect([later.status, later.body['code']]).toEqual([409, 'TOKEN_NOT_AVAILABLE']);
  });

  it('N-07: of a type whose token is renewed at each display, GET and HEAD revoke nothing, POST renews it', async () => {
    const { system, integrationToken } = await add(undefined, 'commerce-cloud');
    const path = `${SYSTEMS}/${system.id}/integration-token`;

    const shown = [await account.call('GET', path), await account.call('HEAD', path), await account.call('GET', path)];
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(shown[2]!.body).toMatchObject({ value: integrationToken.value, replaced: false });

    const renewed = await account.call('POST', path);
    expect([renewed.status, renewed.body['replaced']]).toEqual([201, true]);
    expect(renewed.body['value']).not.toBe(integrationToken.value);
    expect((await account.call('GET', path)).body).toMatchObject({ value: renewed.body['value'], replaced: false });
  });

  it('If-Match makes a write of a system only if nobody has changed it', async () => {
    const { system } = await add();
    const path = `${SYSTEMS}/${system.id}`;
    const etag = (await account.call('GET', path)).headers.get('etag')!;
    await account.call('POST', `${path}/integration-token`);
    const write = (ifMatch: string) => account.call('DELETE', path, { headers: { 'if-match': ifMatch } });
    const late = await write(etag);
    expect([late.status, late.body['code']]).toEqual([412, 'PRECONDITION_FAILED']);
    const { headers } = await account.call('GET', path);
    expect((await write(headers.get('etag')!)).status).toBe(204);
  });

  it.each(['async-poll', 'async-callback'])('R4: also with a tenant that answers asynchronously (%s)', async (mode) => {
    const other = await ApiConsumer.signIn(platform, 'other-tenant-admin');
    await fault('my300002', { mode, delayMs: 50 });
    const { system, integrationToken } = await add();

    const path = '/v1/tenants/my300002/extensions';
    const redeemed = await other.call('POST', path, { body: { integrationToken: integrationToken.value } });

    expect(redeemed.status).toBe(202);
    await becomes(system.id, 'REGISTERED');
    await fault('my300002', { mode: 'ok' });
  });

  it('R4: a step is retried while the tenant is unavailable', async () => {
    const other = await ApiConsumer.signIn(platform, 'other-tenant-admin');
    await fault('my300002', { mode: 'fail-times', times: 2, status: 503, step: 'establish-trust' });
    const { system, integrationToken } = await add();

    await other.call('POST', '/v1/tenants/my300002/extensions', { body: { integrationToken: integrationToken.value } });

    await becomes(system.id, 'REGISTERED');
    const history = await viewer.call<{ items: { type: string }[] }>(
      'GET',
      `${SYSTEMS}/${system.id}/history?limit=200`,
    );
    const delayed = history.body.items.filter(({ type }) => type === 'RegistrationStepDelayed');
    expect(delayed).toHaveLength(2);
  });

  it('R5: a permanent refusal of the tenant ends in Error, with its message', async () => {
    const other = await ApiConsumer.signIn(platform, 'other-tenant-admin');
    await fault('my300002', { mode: 'fail', status: 422, step: 'activate-extension' });
    const { system, integrationToken } = await add();

    await other.call('POST', '/v1/tenants/my300002/extensions', { body: { integrationToken: integrationToken.value } });

    const failed = await becomes(system.id, 'ERROR');
    expect(failed.statusDetail).toContain('activate-extension');
    expect(failed.registration?.state).toBe('FAILED');
    await fault('my300002', { mode: 'ok', step: 'activate-extension' });
    await fault('my300002', { mode: 'ok' });
  });
});

describe('of any number of concurrent attempts exactly one wins', () => {
  it('M-16: 20 redemptions of one token over two instances: one 202, nineteen TOKEN_USED', async () => {
    const { integrationToken } = await add();

    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        tenant.call('POST', EXTENSIONS, { body: { integrationToken: integrationToken.value }, key: randomUUID() }),
      ),
    );

    expect(tally(answers)).toEqual({ '202': 1, '409 TOKEN_USED': 19 });
  });

  it('M-20: 20 adds of one name: one 201, nineteen NAME_IN_USE', async () => {
    const body = { name: `system ${randomUUID()}`, type: 'successfactors' };

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => account.call('POST', SYSTEMS, { body, key: randomUUID() })),
    );

    expect(tally(answers)).toEqual({ '201': 1, '409 NAME_IN_USE': 19 });
  });

  it('N-15: the same redemption sent again answers with the same extension', async () => {
    const { integrationToken } = await add();
    const body = { integrationToken: integrationToken.value };
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 5 }, () => tenant.call('POST', EXTENSIONS, { body, key })));

    expect(tally(answers)).toEqual({ '202': 5 });
    expect(new Set(answers.map((answer) => answer.body['extensionId'])).size).toBe(1);
  });
});

describe('writes and reads', () => {
  it('the same key with the same body gets the first response again; with another body 422', async () => {
    const body = { name: `system ${randomUUID()}`, type: 's4hana-cloud' };
    const key = randomUUID();

    const first = await account.call<AddedAnswer>('POST', SYSTEMS, { body, key });
    const again = await account.call<AddedAnswer>('POST', SYSTEMS, { body, key });
    const other = await account.call('POST', SYSTEMS, { body: { ...body, name: 'another' }, key });

    expect(again.status).toBe(201);
    expect(again.body.integrationToken).toEqual(first.body.integrationToken);
    expect(again.body.system.id).toBe(first.body.system.id);
    expect([other.status, other.body['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('a read with minPosition sees the write', async () => {
    const name = `system ${randomUUID()}`;
    const added = await account.call<AddedAnswer>('POST', SYSTEMS, { body: { name, type: 's4hana-cloud' } });
    const position = added.headers.get('landscape-position');

    const read = await viewer.call<SystemAnswer>(
      'GET',
      `${SYSTEMS}/${added.body.system.id}?minPosition=${String(position)}`,
    );

    expect(read.body.name).toBe(name);
    expect(BigInt(read.headers.get('landscape-position') ?? 0)).toBeGreaterThanOrEqual(BigInt(position ?? 1));
    const unchanged = await viewer.call('GET', `${SYSTEMS}/${added.body.system.id}`, {
      headers: { 'if-none-match': read.headers.get('etag') ?? '' },
    });
    expect(unchanged.status).toBe(304);
  });

  it('N-01 M-02 M-03: other accounts and tenants are invisible, and roles are checked first', async () => {
    const { system } = await add();
    const otherAccount = await ApiConsumer.signIn(platform, 'other-ga-admin');

    expect((await otherAccount.call('GET', `${SYSTEMS}/${system.id}`)).status).toBe(404);
    expect((await tenant.call('GET', `${SYSTEMS}/${system.id}`)).status).toBe(403);
    expect((await viewer.call('POST', SYSTEMS, { body: {} })).status).toBe(403);
    expect((await account.call('GET', EXTENSIONS)).status).toBe(403);
    expect((await tenant.call('GET', '/v1/tenants/my300002/extensions')).status).toBe(404);
  });
});

function tally(answers: readonly Answer[]): Record<string, number> {
  const kinds = answers.map(({ status, body }) => (status < 400 ? `${status}` : `${status} ${String(body['code'])}`));
  return Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((other) => other === kind).length]));
}
