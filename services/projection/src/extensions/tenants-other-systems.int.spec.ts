import { stateTag } from '@system-landscape/contracts';
import { nameIdOf, systemIdOf } from '@system-landscape/domain';
import { ACCOUNT, deregistered, enabling, registered, TENANT, T0 } from '@system-landscape/domain/testing';
import { SettableClock } from '@system-landscape/service-kit';
import type { Database } from '../database/database.js';
import { ReadModel } from '../database/read-model.js';
import { Positions } from '../positions/positions.js';
import { GetSystem } from '../systems/get-system.js';
import { applyBatch, TestLog } from '../testing/test-log.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { GetExtension } from './get-extension.js';
import { ListExtensions } from './list-extensions.js';

describe.each(STORAGES)('A tenant with several systems of an account, on %s', (_, start) => {
  let storage: Storage;
  let database: Database;
  let readModel: ReadModel;
  let log: TestLog;

  beforeEach(async () => {
    storage = await start();
    database = await openStorage(storage);
    readModel = new ReadModel(database, new Positions(database, 50));
    log = new TestLog();
  });
  afterEach(async () => {
    await database.close();
    await storage.remove();
  });

  const idOf = (name: string, account = ACCOUNT) => systemIdOf(nameIdOf(account, name), 1);
  const added = async (name: string, events = registered(), account = ACCOUNT) =>
    (await applyBatch(database, log.stream(name, events, account)))!.ids;
  const warningsOf = async (name: string, account = ACCOUNT) => {
    const query = { globalAccountId: account, systemId: idOf(name, account) };
    return (await new GetSystem(readModel, new SettableClock(T0)).execute(query)).system.warnings;
  };
  const extensions = async (more = {}) =>
    (await new ListExtensions(readModel).execute({ tenantId: TENANT, ...more })).items;

  it('is shown with a warning, on both sides and at each of them', async () => {
    await added('First');
    expect(await warningsOf('First')).toBeUndefined();
    await added('Second', enabling());
    for (const name of ['First', 'Second']) {
      expect(await warningsOf(name)).toMatchObject([{ code: 'TENANT_HAS_ANOTHER_SYSTEM' }]);
    }
    const items = await extensions();
    const [first, second] = ['First', 'Second'].map((name) => items.find(({ systemName }) => systemName === name));
    expect(first!.warnings![0]!.message).toContain('"Second"');
    expect(second!.warnings![0]!.message).toContain('"First"');
    const query = { tenantId: TENANT, extensionId: second!.extensionId };
    expect((await new GetExtension(readModel).execute(query)).extension).toEqual(second);
  });

  it('has another entity tag with every change of the warning, and the same one for a write', async () => {
    await added('First');
    const { extensionId } = (await extensions())[0]!;
    const tag = async () => (await new GetExtension(readModel).execute({ tenantId: TENANT, extensionId })).entityTag!;
    const tags = [await tag()];
    for (const name of ['Second', 'Third']) {
      await added(name);
      tags.push(await tag());
    }
    expect(new Set(tags).size).toBe(3);
    expect(new Set(tags.map(stateTag))).toEqual(new Set([tags[0]]));
  });

  it('M-02: a system of another account is not told of, and gives no warning', async () => {
    await added('Mine');
    await added('Secret', registered(), 'ga-other');
    expect([await warningsOf('Mine'), await warningsOf('Secret', 'ga-other')]).toEqual([undefined, undefined]);
    await added('Also mine');
    expect(JSON.stringify(await warningsOf('Mine'))).not.toContain('Secret');
    expect((await extensions()).find(({ systemName }) => systemName === 'Secret')!.warnings).toBeUndefined();
    const mine = await extensions({ globalAccountId: ACCOUNT });
    expect(mine.map(({ systemName }) => systemName).sort()).toEqual(['Also mine', 'Mine']);
    expect(JSON.stringify(mine)).not.toContain('Secret');
  });

  it('changes the one other system, so that no cache goes on showing it without the warning', async () => {
    await added('First');
    expect(await added('Second')).toEqual([idOf('Second'), idOf('First')]);
    // Both have the warning already.
    expect(await added('Third')).toEqual([idOf('Third')]);
  });

  it('is shown without a warning when the other system has ended', async () => {
    await added('First');
    await added('Second', deregistered());
    expect(await warningsOf('First')).toBeUndefined();
    expect((await extensions()).map(({ warnings }) => warnings)).toEqual([undefined]);
  });

  it('names a bounded number of the others', async () => {
    for (let n = 0; n < 7; n += 1) await added(`System ${n}`);
    const [first] = await extensions();
    expect(first!.warnings![0]!.message.match(/"System/g)).toHaveLength(3);
    expect(first!.warnings![0]!.message).toContain('and more');
  });
});
