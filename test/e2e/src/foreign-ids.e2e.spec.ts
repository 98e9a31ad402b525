import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';
import { withOwnPlatform } from './own-platform.js';

const OWN = '/v1/global-accounts/ga-demo';
const BODIES: Readonly<Record<string, object>> = {
  'POST /v1/tenants/{tenantId}/callbacks/{systemId}/{attempt}/{step}': { state: 'COMPLETED', fencingNumber: 1 },
};

/** Every operation on something within an account or tenant, from the OpenAPI document. */
type Operation = { readonly method: string; readonly template: string };
type Ids = Readonly<Record<'systemId' | 'formationId' | 'configurationId' | 'extensionId', string>>;

let operations: Operation[];
let account: ApiConsumer;
let strangers: { account: ApiConsumer; tenant: ApiConsumer; tenantSystem: ApiConsumer };
let foreign: Ids;
let ownFormation: string;

withOwnPlatform({}, async (platform) => {
  const signIn = (client: string) => ApiConsumer.signIn(platform, client);
  account = await signIn('ga-admin');
  strangers = {
    account: await signIn('other-ga-admin'),
    tenant: await signIn('other-tenant-admin'),
    tenantSystem: await signIn('tenant-my300002'),
  };
  const { body: document } = await account.call<{ paths: Record<string, object> }>('GET', '/openapi.json');
  operations = Object.entries(document.paths)
    .flatMap(([template, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), template })),
    )
    .filter(({ template }) => /\{(?:ga|tenantId)\}.*\{/.test(template));
  foreign = await landscape(await signIn('tenant-admin'));
  const created = await strangers.account.call<{ id: string }>('POST', '/v1/global-accounts/ga-other/formations', {
    body: { name: 'Ours' },
  });
  ownFormation = created.body.id;
});

/** A registered system of ga-demo in my300001, in a formation and an entitlement configuration. */
async function landscape(tenant: ApiConsumer): Promise<Ids> {
  const body = { name: `system ${randomUUID()}`, type: 's4hana-cloud' };
  const { body: added } = await account.call<AddedAnswer>('POST', `${OWN}/systems`, { body });
  const systemId = added.system.id;
  const { body: extension } = await tenant.call<{ extensionId: string }>('POST', '/v1/tenants/my300001/extensions', {
    body: { integrationToken: added.integrationToken.value },
  });
  await eventually(async () => {
    const { body: system } = await account.call<SystemAnswer>('GET', `${OWN}/systems/${systemId}`);
    return system.status === 'REGISTERED';
  });
  const formation = await account.call<{ id: string }>('POST', `${OWN}/formations`, { body: { name: 'Theirs' } });
  const formationId = formation.body.id;
  await account.call('PUT', `${OWN}/formations/${formationId}/systems/${systemId}`);
  const { body: configuration } = await account.call<{ id: string }>('POST', `${OWN}/entitlement-configurations`, {
    body: { subaccount: 'dev', service: 's4-hana-cloud', plan: 'messaging', systemId },
  });
  return { systemId, formationId, configurationId: configuration.id, extensionId: extension.extensionId };
}

async function snapshot(): Promise<string> {
  const paths = ['systems', 'formations', 'entitlement-configurations', `systems/${foreign.systemId}/history`];
  const answers = await Promise.all(paths.map((path) => account.call('GET', `${OWN}/${path}`)));
  return JSON.stringify(answers.map(({ status, body }) => [status, body]));
}

function pathOf({ template }: Operation, ids: Ids): string {
  const own = template.includes('entitlement-configurations') ? ids.configurationId : ids.systemId;
  const values: Record<string, string> = {
    ...{ ga: 'ga-other', tenantId: 'my300002', attempt: '1', step: 'establish-trust' },
    ...ids,
    id: own,
  };
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `no ${name}`);
}

const caller = ({ template }: Operation) =>
  template.includes('{ga}')
    ? strangers.account
    : template.includes('callbacks')
      ? strangers.tenantSystem
      : strangers.tenant;

it('N-01: what belongs to another account or tenant is answered as what does not exist, by every operation', async () => {
  const uuid = 'c0ffee00-0000-5000-8000-000000000001';
  const unknown = {
    systemId: `${uuid}-1`,
    formationId: uuid,
    configurationId: `${uuid}-1-e1`,
    extensionId: `${uuid}-1-x1`,
  };
  const malformed = { systemId: 'no-id', formationId: 'no-id', configurationId: 'no-id', extensionId: 'no-id' };
  const before = await snapshot();
  expect(operations.length).toBeGreaterThan(12);
  for (const operation of operations) {
    const name = `${operation.method} ${operation.template}`;
    const answers = [];
    for (const ids of [foreign, unknown, malformed, { ...foreign, formationId: ownFormation }]) {
      const path = pathOf(operation, ids);
      // An own formation may be read and deleted; it is tried with the foreign system only.
      if (path.endsWith(ownFormation)) continue;
      const { status, body } = await caller(operation).call(operation.method, path, { body: BODIES[name] });
      answers.push([status, body['code'], status === 404 ? body['detail'] : body]);
    }
    expect([name, ...new Set(answers.map(([status, code]) => `${String(status)} ${String(code)}`))]).toEqual([
      name,
      '404 NOT_FOUND',
    ]);
    expect([name, answers[0]]).toEqual([name, answers[1]]);
  }
  const configured = await strangers.account.call('POST', '/v1/global-accounts/ga-other/entitlement-configurations', {
    body: { subaccount: 'dev', service: 's4-hana-cloud', plan: 'messaging', systemId: foreign.systemId },
  });
  expect([configured.status, configured.body['code']]).toEqual([404, 'NOT_FOUND']);
  expect(await snapshot()).toBe(before);
});
