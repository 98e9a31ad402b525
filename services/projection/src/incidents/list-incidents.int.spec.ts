import { SettableClock } from '@system-landscape/service-kit';
import type { IncidentItem } from '@system-landscape/contracts';
import { systemIdOf, nameIdOf, type SystemEvent } from '@system-landscape/domain';
import {
  ACCOUNT,
  at,
  deregistered,
  deregisterError,
  MINUTE,
  recorded,
  registered,
  REJECTED,
  SYSTEM,
  TENANT,
} from '@system-landscape/domain/testing';
import type { Database } from '../database/database.js';
import { ReadModel } from '../database/read-model.js';
import { Positions } from '../positions/positions.js';
import { encodeCursor } from '../queries/cursor.js';
import { GetDeregistration } from '../systems/get-deregistration.js';
import { applyBatch, TestLog } from '../testing/test-log.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { ListIncidents } from './list-incidents.js';

const resolved: SystemEvent[] = [
  { type: 'IncidentResolved', data: { systemId: SYSTEM, action: 'confirm-removed', note: 'Gone' } },
  {
    type: 'SystemDeregistered',
    data: { systemId: SYSTEM, attempt: 2, extensionId: `${SYSTEM}-x1`, tenantId: TENANT, confirmedByOperator: true },
  },
];
/** Events whose incident opens this many minutes after T0. */
const failedAfter = (minutes: number) =>
  deregisterError().map((event) =>
    recorded(event, event.type === 'DeregistrationFailed' ? { occurredAt: at(minutes * MINUTE).toISOString() } : {}),
  );

describe.each(STORAGES)('list-incidents on %s', (_, start) => {
  let storage: Storage;
  let database: Database;
  let listIncidents: ListIncidents;
  let getDeregistration: GetDeregistration;
  const log = new TestLog();

  beforeAll(async () => {
    storage = await start();
    database = await openStorage(storage);
    const readModel = new ReadModel(database, new Positions(database, 50));
    listIncidents = new ListIncidents(readModel);
    getDeregistration = new GetDeregistration(readModel, new SettableClock());
    await applyBatch(database, [
      ...log.stream('Third', failedAfter(3)),
      ...log.stream('First', failedAfter(1), 'ga-other'),
      ...log.stream('Second', failedAfter(2)),
      ...log.stream('Also second', failedAfter(2)),
      ...log.stream('Well', registered()),
      ...log.stream('Ended', deregistered()),
      ...log.stream('Resolved', [...deregisterError(), ...resolved]),
    ]);
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });

  const all = async (limit: number): Promise<IncidentItem[]> => {
    const found: IncidentItem[] = [];
    let cursor: string | undefined;
    for (;;) {
      const page = await listIncidents.execute({ limit, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items);
      if (page.nextCursor === null) return found;
      cursor = page.nextCursor;
    }
  };

  it.each([1, 3, 50])('M-25: lists the open incidents of all accounts, oldest first, in pages of %d', async (limit) => {
    const names = (await all(limit)).map(({ systemName }) => systemName);
    expect([names[0], names.slice(1, 3).sort(), names[3]]).toEqual(['First', ['Also second', 'Second'], 'Third']);
    expect(names).toHaveLength(4);
  });

  it('M-25 R9: returns the data to report of an incident, and its system', async () => {
    const [first] = await all(50);
    expect(first).toEqual({
      globalAccountId: 'ga-other',
      systemId: systemIdOf(nameIdOf('ga-other', 'First'), 1),
      systemName: 'First',
      tenantId: TENANT,
      attempt: 2,
      component: 'BC-NEO-EXT-S4C',
      correlationId: 'correlation-1',
      step: 'activate-extension',
      lastAnswer: REJECTED,
      openedAt: at(MINUTE).toISOString(),
    });
  });

  it.each(['x', encodeCursor('systems/name', ['a', SYSTEM]), encodeCursor('incidents', ['soon', SYSTEM])])(
    'refuses the invalid cursor %s',
    async (cursor) => {
      await expect(listIncidents.execute({ cursor })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    },
  );

  it('M-24 M-26: previews a deregistration, only for the system’s own account', async () => {
    const preview = (name: string, globalAccountId = ACCOUNT) =>
      getDeregistration.execute({ globalAccountId, systemId: systemIdOf(nameIdOf(ACCOUNT, name), 1) });
    expect((await preview('Well')).deregistration).toEqual({ allowed: true, blockers: [] });
    expect((await preview('Third')).deregistration).toMatchObject({
      allowed: false,
      code: 'DEREGISTER_BLOCKED_STATUS',
      incident: { openedAt: at(3 * MINUTE).toISOString() },
    });
    await expect(preview('Well', 'ga-other')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(preview('Unknown')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
