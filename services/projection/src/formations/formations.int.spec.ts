import type { EntitlementConfigurationView, FormationView } from '@system-landscape/contracts';
import { evolveFormationRecord, type FormationRecord } from '@system-landscape/system-view';
import { formationIdOf, nameIdOf, systemIdOf, type FormationEvent, type Recorded } from '@system-landscape/domain';
import {
  added,
  at,
  deregistered,
  entitled,
  inFormation,
  MINUTE,
  NAME_ID,
  recorded,
  registered,
  SYSTEM,
} from '@system-landscape/domain/testing';
import * as fc from 'fast-check';
import type { Database } from '../database/database.js';
import { ReadModel } from '../database/read-model.js';
import { ListEntitlementConfigurations } from '../entitlements/list-entitlement-configurations.js';
import { Positions } from '../positions/positions.js';
import { commitBatch } from '../projector/commit-batch.js';
import { encodeCursor } from '../queries/cursor.js';
import { asLeader, applyBatch, TestLog } from '../testing/test-log.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { GetFormation } from './get-formation.js';
import { ListFormationDeletions } from './list-formation-deletions.js';
import { ListFormationMembers } from './list-formation-members.js';
import { ListFormations } from './list-formations.js';

const CYCLE = ['FormationCreated', 'FormationDeletionStarted', 'FormationDeleted'] as const;

describe.each(STORAGES)('formations and entitlement configurations on %s', (_, start) => {
  let storage: Storage;
  let database: Database;
  let getFormation: GetFormation;
  let listFormations: ListFormations;
  let listMembers: ListFormationMembers;
  let listDeletions: ListFormationDeletions;
  let listConfigurations: ListEntitlementConfigurations;
  const log = new TestLog();

  beforeAll(async () => {
    storage = await start();
    database = await openStorage(storage);
    const readModel = new ReadModel(database, new Positions(database, 50));
    getFormation = new GetFormation(readModel);
    listFormations = new ListFormations(readModel);
    listMembers = new ListFormationMembers(readModel);
    listDeletions = new ListFormationDeletions(readModel);
    listConfigurations = new ListEntitlementConfigurations(readModel);
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });

  const get = async (globalAccountId: string, name: string) =>
    (await getFormation.execute({ globalAccountId, formationId: formationIdOf(globalAccountId, name) })).formation;
  const names = async (globalAccountId: string) =>
    (await listFormations.execute({ globalAccountId })).items.map(({ name }) => name);
  const systemOf = (account: string, name: string, life = 1) => systemIdOf(nameIdOf(account, name), life);

  it('rows are the fold of the log, for any history and any division into batches', async () => {
    let count = 0;
    await asLeader(database, (writer) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 4 }),
          fc.integer({ min: 1, max: 10 }),
          async (lengths, size) => {
            const streams = lengths.map((length) =>
              log.formation(
                `Fold ${(count += 1)}`,
                Array.from({ length: length + 1 }, (__, index) => CYCLE[index % 3]!),
              ),
            );
            const items = streams.flat();
            for (let from = 0; from < items.length; from += size)
              await commitBatch(writer, items.slice(from, from + size));
            for (const stream of streams) {
              const record = stream.reduce<FormationRecord | undefined>(
                (before, { position, stored: { event, revision } }) =>
                  evolveFormationRecord(before, event as Recorded<FormationEvent>, { position, version: revision + 1 }),
                undefined,
              )!;
              const [row] = await database.query(
                `select record, name, global_account_id as account, status, version, cast(position as text) as position
                   from formations where id = $1`,
                [record.id],
              );
              const { name, globalAccountId: account, status, version, position } = record;
              expect(row).toEqual({ record, name, account, status, version, position });
            }
          },
        ),
        { numRuns: 40 },
      ),
    );
  });

  it('a formation lists its members by name until they leave; a replay changes nothing', async () => {
    const account = 'ga-members';
    const id = formationIdOf(account, 'Production');
    const created = log.formation('Production', ['FormationCreated'], {
      globalAccountId: account,
      type: 'side-by-side',
    });
    const beta = log.stream('Beta', [...registered(), inFormation(id)], account);
    const alpha = log.stream('Alpha', [...registered(), inFormation(id), inFormation('formation-2', 'Other')], account);
    await applyBatch(database, [...created, ...beta, ...alpha]);
    const expected = {
      id,
      globalAccountId: account,
      name: 'Production',
      type: 'side-by-side',
      systems: [
        { id: systemOf(account, 'Alpha'), name: 'Alpha' },
        { id: systemOf(account, 'Beta'), name: 'Beta' },
      ],
      createdAt: at(0).toISOString(),
    };
    expect(await get(account, 'Production')).toEqual(expected);
    expect(await applyBatch(database, [...beta, ...alpha])).toBeUndefined();
    expect((await listFormations.execute({ globalAccountId: account })).items).toEqual([expected]);

    const leaves = log.stream(
      'Beta',
      [
        ...registered(),
        inFormation(id),
        { type: 'SystemExcludedFromFormation', data: { systemId: SYSTEM, formationId: id, reason: 'REQUESTED' } },
      ],
      account,
    );
    await applyBatch(database, leaves.slice(-1));
    expect((await get(account, 'Production')).systems).toEqual(expected.systems.slice(0, 1));
  });

  it("members are listed page by page, by id, for the formation's account only", async () => {
    const account = 'ga-member-pages';
    const formationId = formationIdOf(account, 'Many');
    const names = ['One', 'Two', 'Three', 'Four', 'Five'];
    await applyBatch(database, [
      ...log.formation('Many', ['FormationCreated'], { globalAccountId: account }),
      ...names.flatMap((name) => log.stream(name, [...registered(), inFormation(formationId)], account)),
      ...log.stream('Elsewhere', [...registered(), inFormation(formationId)], 'ga-other-pages'),
    ]);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMembers.execute({
        ...{ globalAccountId: account, formationId, limit: 2 },
        ...(cursor !== undefined && { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.map(({ systemId }) => systemId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(names.map((name) => systemOf(account, name)).sort());
    const elsewhere = { globalAccountId: 'ga-third', formationId };
    expect((await listMembers.execute(elsewhere)).items).toEqual([]);
    const foreign = listMembers.execute({ ...elsewhere, cursor: 'none of ours' });
    await expect(foreign).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('N-01: a formation is visible in its account only, and lists only systems of that account', async () => {
    const id = formationIdOf('ga-mine', 'Mine');
    await applyBatch(database, [
      ...log.formation('Mine', ['FormationCreated'], { globalAccountId: 'ga-mine' }),
      ...log.stream('Stranger', [...registered(), inFormation(id, 'Mine')], 'ga-stranger'),
    ]);
    expect((await get('ga-mine', 'Mine')).systems).toEqual([]);
    expect(await names('ga-stranger')).toEqual([]);
    await expect(getFormation.execute({ globalAccountId: 'ga-stranger', formationId: id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('R8: a new life of a system is in no formation of the previous one', async () => {
    const account = 'ga-lives';
    const id = formationIdOf(account, 'F');
    const left = {
      type: 'SystemExcludedFromFormation',
      data: { systemId: SYSTEM, formationId: id, reason: 'REQUESTED' },
    } as const;
    const [ended, rest] = [registered().length, deregistered().slice(registered().length)];
    const second = added({ systemId: systemIdOf(NAME_ID, 2), life: 2 });
    await applyBatch(database, [
      ...log.formation('F', ['FormationCreated'], { globalAccountId: account }),
      ...log.stream('Again', [...registered().slice(0, ended), inFormation(id), left, ...rest, second], account),
      ...log.stream('Stays', [...registered(), inFormation(id)], account),
    ]);
    expect((await get(account, 'F')).systems.map(({ name }) => name)).toEqual(['Stays']);
  });

  it('a formation is listed while it is being deleted, not afterwards, and again when its name is created again', async () => {
    const account = { globalAccountId: 'ga-deletes' };
    const formationId = formationIdOf('ga-deletes', 'F');
    const deletions = async () =>
      (await listDeletions.execute({ limit: 1_000 })).items.filter((item) => item.formationId === formationId);

    await applyBatch(database, log.formation('F', ['FormationCreated', 'FormationDeletionStarted'], account));
    expect(await names('ga-deletes')).toEqual(['F']);
    expect(await deletions()).toEqual([{ ...account, formationId }]);

    await applyBatch(database, log.formation('F', ['FormationDeleted'], { ...account, after: 2 }));
    expect(await names('ga-deletes')).toEqual([]);
    expect(await deletions()).toEqual([]);
    await expect(get('ga-deletes', 'F')).rejects.toMatchObject({ code: 'NOT_FOUND' });

    await applyBatch(database, log.formation('F', ['FormationCreated'], { ...account, after: 3 }));
    expect(await names('ga-deletes')).toEqual(['F']);
  });

  it('formations are listed exactly once, by name, over many pages', async () => {
    const given = Array.from({ length: 23 }, (__, index) => `${index % 2 ? 'a' : 'B'} ${(index * 7) % 23}`);
    await applyBatch(
      database,
      given.flatMap((name) => log.formation(name, ['FormationCreated'], { globalAccountId: 'ga-pages' })),
    );
    const found: FormationView[] = [];
    let cursor: string | null = null;
    do {
      const page = await listFormations.execute({
        globalAccountId: 'ga-pages',
        limit: 5,
        ...(cursor === null ? {} : { cursor }),
      });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(found.map(({ name }) => name)).toEqual([...given].sort());
  });

  it('N-12: entitlement configurations are listed over many pages, oldest first, until they are removed', async () => {
    const account = 'ga-entitled';
    const streamWith = (name: string, minutes: number, numbers: readonly number[]) =>
      log.stream(
        name,
        [
          ...registered(),
          ...numbers.map((n) => recorded(entitled(n), { occurredAt: at((minutes + n) * MINUTE).toISOString() })),
        ],
        account,
      );
    await applyBatch(database, [...streamWith('Two', 10, [1, 2]), ...streamWith('One', 0, [1, 2, 3])]);
    const all = async () => {
      const found: EntitlementConfigurationView[] = [];
      let cursor: string | null = null;
      do {
        const query = { globalAccountId: account, limit: 2, ...(cursor === null ? {} : { cursor }) };
        const page = await listConfigurations.execute(query);
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return found;
    };
    const [one, two] = [systemOf(account, 'One'), systemOf(account, 'Two')];
    expect((await all()).map(({ id }) => id)).toEqual([
      `${one}-e1`,
      `${one}-e2`,
      `${one}-e3`,
      `${two}-e1`,
      `${two}-e2`,
    ]);
    expect((await all())[0]).toEqual({
      id: `${one}-e1`,
      globalAccountId: account,
      subaccount: 'dev',
      service: 's4-hana-cloud',
      plan: 'messaging',
      systemId: one,
      createdAt: at(MINUTE).toISOString(),
    });
    expect((await listConfigurations.execute({ globalAccountId: 'ga-unknown' })).items).toEqual([]);

    const removal = log.stream(
      'One',
      [
        ...registered(),
        ...[1, 2, 3].map((n) => entitled(n)),
        {
          type: 'EntitlementConfigurationRemoved',
          data: { systemId: SYSTEM, entitlementConfigurationId: `${SYSTEM}-e2` },
        },
      ],
      account,
    );
    await applyBatch(database, removal.slice(-1));
    expect((await all()).map(({ id }) => id)).toEqual([`${one}-e1`, `${one}-e3`, `${two}-e1`, `${two}-e2`]);
  });

  it.each([
    ['', 'empty'],
    ['e30', 'no list'],
    [encodeCursor('formations/ga-2', ['a', formationIdOf('ga-1', 'a')]), 'another account'],
    [encodeCursor('formations/ga-1', ['a', "' or true --"]), 'no id'],
    [encodeCursor('formations/ga-1', ['\u0000', formationIdOf('ga-1', 'a')]), 'no name'],
    [encodeCursor('entitlement-configurations/ga-1', ['yesterday', `${SYSTEM}-e1`]), 'no time'],
    [encodeCursor('entitlement-configurations/ga-1', [at(0).toISOString(), SYSTEM]), 'no configuration'],
  ])('refuses the cursor %j (%s)', async (cursor) => {
    const refused = { code: 'VALIDATION_FAILED', more: { errors: [{ field: 'cursor' }] } };
    await expect(listFormations.execute({ globalAccountId: 'ga-1', cursor })).rejects.toMatchObject(refused);
    await expect(listConfigurations.execute({ globalAccountId: 'ga-1', cursor })).rejects.toMatchObject(refused);
  });

  it('a reply has the position of its snapshot', async () => {
    const items = log.formation('Last', ['FormationCreated'], { globalAccountId: 'ga-position' });
    await applyBatch(database, items);
    const { position } = items.at(-1)!;
    expect(await listFormations.execute({ globalAccountId: 'ga-position' })).toMatchObject({ position });
    expect(await listFormations.execute({ globalAccountId: 'ga-unknown' })).toMatchObject({ position, items: [] });
    await expect(
      listFormations.execute({ globalAccountId: 'ga-1', minPosition: '9'.repeat(20) }),
    ).rejects.toMatchObject({ code: 'READ_MODEL_BEHIND' });
  });
});
