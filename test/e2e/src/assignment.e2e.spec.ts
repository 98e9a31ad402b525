import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually, temporaryFolder } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { ApiConsumer, type AddedAnswer, type Answer, type SystemAnswer } from './api-consumer.js';

const ACCOUNT = '/v1/global-accounts/ga-demo';
const SYSTEMS = `${ACCOUNT}/systems`;
const FORMATIONS = `${ACCOUNT}/formations`;
const CONFIGURATIONS = `${ACCOUNT}/entitlement-configurations`;

interface FormationAnswer {
  readonly id: string;
  readonly name: string;
  readonly systems: readonly { readonly id: string; readonly name: string }[];
}
interface Page<Item> {
  readonly items: readonly Item[];
}
type Using = SystemAnswer & {
  readonly formations: readonly object[];
  readonly entitlementConfigurations: readonly object[];
};

let folder: { readonly path: string; readonly remove: () => Promise<void> };
let platform: LocalPlatform;
let admin: ApiConsumer;
let landscapeAdmin: ApiConsumer;
let viewer: ApiConsumer;
let tenant: ApiConsumer;
let stranger: ApiConsumer;

beforeAll(async () => {
  folder = await temporaryFolder('e2e-assignment');
  platform = await startLocalPlatform({ dataDir: folder.path, ports: 'ephemeral', instances: { assignment: 2 } });
  admin = await ApiConsumer.signIn(platform, 'ga-admin');
  landscapeAdmin = await ApiConsumer.signIn(platform, 'ga-landscape-admin');
  viewer = await ApiConsumer.signIn(platform, 'ga-viewer');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
  stranger = await ApiConsumer.signIn(platform, 'other-ga-admin');
});
afterAll(async () => {
  await platform?.stop();
  await folder.remove();
});

const add = async (type = 's4hana-cloud'): Promise<AddedAnswer> => {
  const body = { name: `system ${randomUUID()}`, type };
  const answer = await admin.call<AddedAnswer>('POST', SYSTEMS, { body });
  expect(answer.status).toBe(201);
  return answer.body;
};

const register = async (): Promise<SystemAnswer> => {
  const { system, integrationToken } = await add();
  const body = { integrationToken: integrationToken.value };
  expect((await tenant.call('POST', '/v1/tenants/my300001/extensions', { body })).status).toBe(202);
  return eventually(async () => {
    const { body: found } = await viewer.call<SystemAnswer>('GET', `${SYSTEMS}/${system.id}`);
    expect(found.status).toBe('REGISTERED');
    return found;
  });
};

const create = async (): Promise<FormationAnswer> => {
  const body = { name: `formation ${randomUUID()}`, type: 'side-by-side' };
  const answer = await landscapeAdmin.call<FormationAnswer>('POST', FORMATIONS, { body });
  expect([answer.status, answer.headers.get('location')]).toEqual([201, `${FORMATIONS}/${answer.body.id}`]);
  return answer.body;
};

/** Reads at the position of a write. */
const after = async <Body>(write: Answer, path: string): Promise<Body> => {
  const separator = path.includes('?') ? '&' : '?';
  const position = String(write.headers.get('landscape-position'));
  return (await viewer.call<Body>('GET', `${path}${separator}minPosition=${position}`)).body;
};
const codeOf = ({ status, body }: Answer) => [status, body['code']];

describe('a formation', () => {
  it('N-06 M-24: is created, includes and excludes a system, which shows it and cannot be deregistered meanwhile', async () => {
    const formation = await create();
    const system = await register();
    const member = `${FORMATIONS}/${formation.id}/systems/${system.id}`;

    const included = await landscapeAdmin.call('PUT', member);
    expect(included.status).toBe(204);
    const { id, name } = system;
    expect(await after<FormationAnswer>(included, `${FORMATIONS}/${formation.id}`)).toMatchObject({
      systems: [{ id, name }],
    });
    expect(await after<Using>(included, `${SYSTEMS}/${id}`)).toMatchObject({
      formations: [{ id: formation.id, name: formation.name }],
    });
    const refused = await admin.call('POST', `${SYSTEMS}/${id}/deregistration`);
    expect(codeOf(refused)).toEqual([409, 'DEREGISTER_BLOCKED_REFERENCES']);
    expect(refused.body['blockers']).toEqual([{ kind: 'formation', id: formation.id, name: formation.name }]);

    const excluded = await landscapeAdmin.call('DELETE', member);
    expect(excluded.status).toBe(204);
    expect(await after<Using>(excluded, `${SYSTEMS}/${id}`)).toMatchObject({ formations: [] });
  });

  it('N-06: refuses a Pending system, but for Customer Experience, whose cancel names the formation then', async () => {
    const formation = await create();
    const [pending, commerce] = [(await add()).system, (await add('commerce-cloud')).system];
    const include = (systemId: string) => admin.call('PUT', `${FORMATIONS}/${formation.id}/systems/${systemId}`);

    expect(codeOf(await include(pending.id))).toEqual([409, 'SYSTEM_NOT_REGISTERED']);
    expect((await include(commerce.id)).status).toBe(204);

    const cancelled = await admin.call('DELETE', `${SYSTEMS}/${commerce.id}`);
    expect(codeOf(cancelled)).toEqual([409, 'DEREGISTER_BLOCKED_REFERENCES']);
    expect(cancelled.body['blockers']).toEqual([{ kind: 'formation', id: formation.id, name: formation.name }]);
    expect((await admin.call('DELETE', `${FORMATIONS}/${formation.id}/systems/${commerce.id}`)).status).toBe(204);
    expect((await admin.call('DELETE', `${SYSTEMS}/${commerce.id}`)).status).toBe(204);
  });

  it('M-24: is deleted with its members excluded first; then its name is free', async () => {
    const formation = await create();
    const systems = [await register(), (await add('cloud-for-customer')).system];
    for (const { id } of systems) await admin.call('PUT', `${FORMATIONS}/${formation.id}/systems/${id}`);

    const deleted = await admin.call('DELETE', `${FORMATIONS}/${formation.id}`);
    expect(deleted.status).toBe(204);
    for (const { id } of systems)
      expect(await after<Using>(deleted, `${SYSTEMS}/${id}`)).toMatchObject({ formations: [] });
    expect(codeOf(await viewer.call('GET', `${FORMATIONS}/${formation.id}`))).toEqual([404, 'NOT_FOUND']);

    const again = await admin.call<FormationAnswer>('POST', FORMATIONS, { body: { name: formation.name } });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({ id: formation.id, type: null, systems: [] });
    expect(codeOf(await admin.call('POST', FORMATIONS, { body: { name: formation.name } }))).toEqual([
      409,
      'NAME_IN_USE',
    ]);
  });

  it('N-01: is read by a viewer, changed by administrators, and not there for another account', async () => {
    const formation = await create();
    const path = `${FORMATIONS}/${formation.id}`;
    expect((await viewer.call('GET', path)).status).toBe(200);
    expect(codeOf(await viewer.call('DELETE', path))).toEqual([403, 'FORBIDDEN']);
    expect(codeOf(await stranger.call('DELETE', path))).toEqual([404, 'NOT_FOUND']);
    const elsewhere = path.replace('ga-demo', 'ga-other');
    expect(codeOf(await stranger.call('GET', elsewhere))).toEqual([404, 'NOT_FOUND']);
    expect(codeOf(await stranger.call('DELETE', elsewhere))).toEqual([404, 'NOT_FOUND']);
  });
});

describe('an entitlement configuration', () => {
  it('N-12 N-01 M-24: takes a Registered system and an account administrator, blocks until it is removed', async () => {
    const plan = { subaccount: 'dev', service: 's4-hana-cloud', plan: 'messaging' };
    const system = await register();
    const configure = (who: ApiConsumer, systemId: string) =>
      who.call<{ id: string }>('POST', CONFIGURATIONS, { body: { ...plan, systemId } });

    expect(
      codeOf(await admin.call('POST', CONFIGURATIONS, { body: { ...plan, systemId: (await add()).system.id } })),
    ).toEqual([409, 'SYSTEM_NOT_REGISTERED']);
    expect((await configure(landscapeAdmin, system.id)).status).toBe(403);
    const configured = await admin.call('POST', CONFIGURATIONS, { body: { ...plan, systemId: system.id } });
    expect(configured.status).toBe(201);
    const id = String(configured.body['id']);
    expect(configured.body).toMatchObject({ ...plan, systemId: system.id, globalAccountId: 'ga-demo' });
    const { items } = await after<Page<{ id: string }>>(configured, CONFIGURATIONS);
    expect(items).toContainEqual(configured.body);

    const refused = await admin.call('POST', `${SYSTEMS}/${system.id}/deregistration`);
    expect(refused.body['blockers']).toEqual([expect.objectContaining({ kind: 'entitlement', id })]);
    const removed = await admin.call('DELETE', `${CONFIGURATIONS}/${id}`);
    expect(removed.status).toBe(204);
    expect(await after<Using>(removed, `${SYSTEMS}/${system.id}`)).toMatchObject({ entitlementConfigurations: [] });
    expect((await admin.call('POST', `${SYSTEMS}/${system.id}/deregistration`)).status).toBe(202);
  });
});

it('M-06: the dialog that creates formations has its notice about encryption', async () => {
  const { body } = await viewer.call<{ notices: readonly { id: string; text: string }[] }>('GET', '/v1/system-types');
  expect(body.notices.find(({ id }) => id === 'create-formation')?.text).toContain('encrypted at rest');
});
