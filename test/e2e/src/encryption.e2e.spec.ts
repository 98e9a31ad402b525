import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const FORMATIONS = '/v1/global-accounts/ga-demo/formations';
const EXTENSIONS = '/v1/tenants/my300001/extensions';

/** Texts that occur nowhere else on the disk. */
const TYPED = {
  system: 'Quillfeather Bakehouse Ledger',
  failed: 'Mossgrove Orchard Payroll',
  formation: 'Thistledown Harbour Rollout',
  refused: 'Wickerlamp Refused Namesake\u00e9',
  admin: 'zephyrine.oakhollow@example.org',
  tenantAdmin: 'balthazar.fenwick@example.org',
};

let folder: string;
let clientsFile: string;
let platform: LocalPlatform | undefined;

const clientSecret = 'demo';
const CLIENTS = [
  { clientId: TYPED.admin, clientSecret, roles: ['global-account-admin'], globalAccount: 'ga-demo' },
  { clientId: TYPED.tenantAdmin, clientSecret, roles: ['tenant-admin'], tenant: 'my300001' },
  { clientId: 'system-landscape', clientSecret, roles: ['landscape-platform'] },
  { clientId: 'tenant-my300001', clientSecret, roles: ['tenant-system'], tenant: 'my300001' },
];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'landscape-encryption-'));
  // The list of clients is configuration of the test, not data of the platform.
  clientsFile = `${folder}.clients.json`;
  writeFileSync(clientsFile, JSON.stringify(CLIENTS));
});
afterEach(async () => {
  await platform?.stop();
  platform = undefined;
  rmSync(folder, { recursive: true, force: true });
  rmSync(clientsFile, { force: true });
});

async function start(): Promise<LocalPlatform> {
  platform = await startLocalPlatform({
    dataDir: folder,
    ports: 'ephemeral',
    env: { LOG_LEVEL: 'trace', CLIENTS_FILE: clientsFile },
  });
  return platform;
}

/** Enters the texts in every field of users. */
async function typeEverything(running: LocalPlatform): Promise<void> {
  const account = await ApiConsumer.signIn(running, TYPED.admin);
  const tenant = await ApiConsumer.signIn(running, TYPED.tenantAdmin);
  const add = async (name: string) =>
    (await account.persist<AddedAnswer>('POST', SYSTEMS, { name, type: 's4hana-cloud' })).body;
  const redeem = (integrationToken: string) => tenant.persist('POST', EXTENSIONS, { integrationToken });
  const reaches = (id: string, status: string) =>
    eventually(async () => {
      const { body } = await account.call<SystemAnswer>('GET', `${SYSTEMS}/${id}`);
      return body.status === status;
    });

  const added = await add(TYPED.system);
  expect((await redeem(added.integrationToken.value)).status).toBe(202);
  await reaches(added.system.id, 'REGISTERED');

  const simulator = `${running.urls.tenantSimulator}/faults/my300001`;
  const fails = await fetch(simulator, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode: 'fail' }),
  });
  expect(fails.status).toBeLessThan(300);
  const unlucky = await add(TYPED.failed);
  expect((await redeem(unlucky.integrationToken.value)).status).toBe(202);
  await reaches(unlucky.system.id, 'ERROR');

  const refused = [
    await tenant.call('POST', EXTENSIONS, { body: { integrationToken: added.integrationToken.value } }),
    await account.call('POST', SYSTEMS, { body: { name: TYPED.refused, type: 's4hana-cloud' } }),
    await account.call('POST', SYSTEMS, { body: { name: TYPED.system, type: 'successfactors' } }),
    await account.call('GET', `${SYSTEMS}?q=${encodeURIComponent(TYPED.system)}`),
  ];
  expect(refused.map(({ status }) => status)).toEqual([409, 400, 409, 200]);
  const formation = await account.call('POST', FORMATIONS, { body: { name: TYPED.formation }, key: 'formation' });
  expect(formation.status).toBe(201);
  const { body: list } = await account.call<{ items: SystemAnswer[] }>('GET', SYSTEMS);
  expect(list.items.map(({ name }) => name).sort()).toEqual([TYPED.failed, TYPED.system].sort());
}

/** The encodings in which a text may be stored: UTF-8, UTF-16, hexadecimal, and base64 at each of its three offsets. */
function formsOf(text: string): Map<string, Buffer> {
  const utf16 = Buffer.from(text, 'utf16le');
  const forms = new Map<string, Buffer>([
    ['utf-8', Buffer.from(text)],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ['hex', Buffer.from(Buffer.from(text).toString('hex'))],
    ['url', Buffer.from(encodeURIComponent(text))],
  ]);
  for (const offset of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    // The characters at both ends depend on the neighbouring bytes.
    forms.set(`base64 at ${offset}`, Buffer.from(encoded.slice(offset === 0 ? 0 : 4, -4)));
  }
  return forms;
}

/** The files below a folder that contain typed texts unencrypted, also in their names. */
function findings(): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((file) => {
    const path = join(file.parentPath, file.name);
    const content = Buffer.concat([Buffer.from(`${path}\n`), readFileSync(path)]);
    return Object.entries(TYPED).flatMap(([what, text]) =>
      [...formsOf(text)].filter(([, form]) => content.includes(form)).map(([form]) => `${what} as ${form} in ${path}`),
    );
  });
}

it('the search finds a text in every encoding', () => {
  for (const [name, form] of formsOf(TYPED.system)) {
    writeFileSync(join(folder, 'planted'), Buffer.concat([Buffer.from('before '), form, Buffer.from(' after')]));
    expect([name, findings()]).toEqual([name, expect.arrayContaining([expect.stringContaining(name)])]);
  }
});

it('M-06: after a stop, nothing that users typed, nor their names, is unencrypted on disk', async () => {
  const running = await start();
  await typeEverything(running);
  expect(findings()).toEqual([]);
  await running.stop();
  expect(findings()).toEqual([]);

  // The data is there when the keys are.
  const again = await start();
  const account = await ApiConsumer.signIn(again, TYPED.admin);
  const { body } = await account.call<{ items: SystemAnswer[] }>('GET', SYSTEMS);
  expect(body.items.map(({ name }) => name).sort()).toEqual([TYPED.failed, TYPED.system].sort());
});

it('M-06: nothing is unencrypted after a kill; without its key the read model is rebuilt', async () => {
  const running = await start();
  await typeEverything(running);
  const names = Object.keys(running.components());
  await Promise.all(names.map((name) => running.kill(name)));
  expect(findings()).toEqual([]);
  await running.stop();

  rmSync(join(folder, 'keys/read-model.key'));
  const again = await start();
  const account = await ApiConsumer.signIn(again, TYPED.admin);
  await eventually(async () => {
    const { body } = await account.call<{ items?: SystemAnswer[] }>('GET', SYSTEMS);
    return body.items?.length === 2;
  });
  const log = readFileSync(join(folder, 'logs/projection.log'), 'utf8');
  expect(log).toContain('it is encrypted with another key');
  await again.stop();
  expect(findings()).toEqual([]);
});
