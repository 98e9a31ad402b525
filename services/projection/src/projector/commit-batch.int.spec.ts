import { foldSystemRecord, type SystemRecord } from '@system-landscape/system-view';
import {
  actions,
  enabling,
  entitled,
  inFormation,
  pending,
  perform,
  registered,
  streamOf,
} from '@system-landscape/domain/testing';
import type { SystemEvent } from '@system-landscape/domain';
import { HIGHEST_POSITION } from '@system-landscape/event-store';
import * as fc from 'fast-check';
import type { Database, OpenTransaction, Writer } from '../database/database.js';
import { timeText, type StoredTime } from '../queries/stored-time.js';
import { asLeader, applyBatch, TestLog, type EventItem } from '../testing/test-log.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { commitBatch } from './commit-batch.js';

describe.each(STORAGES)('The read model on %s', (_, start) => {
  let storage: Storage;
  let database: Database;
  const log = new TestLog();

  beforeAll(async () => {
    storage = await start();
    database = await openStorage(storage);
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });

  const everything = () =>
    database.query(
      'select * from systems full join history on system_id = systems.id full join checkpoint on true order by 1, stream, history.version',
    );
  const usedBy = (id: string) =>
    database.query(
      `select formation_id as used from formation_members where system_id = $1
       union all select id from entitlement_configurations where system_id = $1`,
      [id],
    );
  const checkpoint = async () =>
    (await database.query<{ position: string }>('select cast(position as text) as position from checkpoint'))[0]!
      .position;
  const idOf = (item: EventItem) => item.stored.event.data.systemId;

  it('rows are the fold of the log, for any history and any division into batches', async () => {
    let names = 0;
    await asLeader(database, (writer) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(actions, { minLength: 1, maxLength: 3 }),
          fc.integer({ min: 1, max: 40 }),
          async (histories, size) => {
            const streams = histories.map((todo) => log.stream(`History ${(names += 1)}`, streamOf(perform(todo))));
            const items = streams.flat();
            for (let from = 0; from < items.length; from += size)
              await commitBatch(writer, items.slice(from, from + size));

            const ids = [...new Set(items.map(idOf))];
            const rows = await database.query<Row>(
              `select id, name, global_account_id as account, type, status, tenant_id as tenant, extension_id as extension,
                    token_id as token, token_state as "tokenState", saga, version, cast(position as text) as position, record,
                    due_at as due, token_expires_at as expires
               from systems where id = any($1)`,
              [ids],
            );
            expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
            for (const row of rows) {
              const stream = streams.find((of) => of.some((item) => idOf(item) === row.id))!;
              const record = foldSystemRecord(
                stream.map(({ stored }) => stored),
                row.id,
              )!;
              expect(row.record).toEqual(record);
              const [due, expires] = [row.due, row.expires].map((time) => (time === null ? null : timeText(time)));
              expect({ ...row, due, expires }).toMatchObject(columnsOf(record));
            }
          },
        ),
        { numRuns: 60 },
      ),
    );
  });

  it('a replay changes nothing: from any event, in other batches, mixed with new events', async () => {
    const old = log.stream('Replayed', [...registered(), inFormation(), entitled()]);
    await applyBatch(database, old);
    const before = await everything();
    const references = await usedBy(idOf(old[0]!));
    expect(references).toHaveLength(2);

    expect(await applyBatch(database, old)).toBeUndefined();
    expect(await applyBatch(database, old.slice(1, 3))).toBeUndefined();
    expect(await everything()).toEqual(before);

    const added = log.stream('New beside replayed', pending());
    const commit = await applyBatch(database, [...old.slice(-2), ...added]);
    expect(commit).toMatchObject({ events: 2, ids: [idOf(added[0]!)], previousPosition: old.at(-1)!.position });
    expect(await usedBy(idOf(old[0]!))).toEqual(references);
  });

  it('a batch that fails halfway changes nothing', async () => {
    const before = await everything();
    const items = log.stream('Half', enabling());
    /** A writer whose transaction fails after this many statements. */
    const failing = (writer: Writer, statements: number): Writer => ({
      transaction: (work) => {
        let left = statements;
        return writer.transaction((transaction) =>
          work(
            new Proxy(transaction, {
              get:
                (of, name: keyof OpenTransaction) =>
                async (...given: never[]) => {
                  const answer = await (of[name] as (...values: never[]) => Promise<unknown>).apply(of, given);
                  left -= 1;
                  if (left === 0) throw new Error('cut off');
                  return answer;
                },
            }),
          ),
        );
      },
    });
    for (const statements of [1, 2]) {
      await asLeader(database, async (writer) => {
        await expect(commitBatch(failing(writer, statements), items)).rejects.toThrow('cut off');
        expect(await everything()).toEqual(before);
      });
    }
    await applyBatch(database, items);
    expect(await checkpoint()).toBe(items.at(-1)!.position);
  });

  it('an event that cannot be applied puts its stream into quarantine, and the rest of the batch is applied', async () => {
    const good = log.stream('Good', pending());
    const bad = log.stream('Begins in the middle', enabling()).slice(2);
    expect(await applyBatch(database, [...good, ...bad])).toMatchObject({ changesQuarantine: true, events: 5 });
    const applied = await database.query<{ stream: string }>(
      'select distinct stream from history where stream = any($1)',
      [[good, bad].map(([first]) => first!.stored.streamId)],
    );
    expect(applied.map(({ stream }) => stream)).toEqual([good[0]!.stored.streamId]);
    expect(await database.query('select stream, reason from quarantine')).toEqual([
      {
        stream: bad[0]!.stored.streamId,
        reason: `IntegrationTokenRedeemed of ${bad[0]!.stored.event.data.systemId} comes before SystemAdded`,
      },
    ]);
  });

  it('other events only advance the checkpoint', async () => {
    const previousPosition = await checkpoint();
    const foreign = log.checkpoint();
    const { position } = foreign as { position: string };
    expect(await applyBatch(database, [foreign, { kind: 'caught-up' }])).toEqual({
      readModel: expect.stringMatching(/^\d+$/) as string,
      previousPosition,
      position,
      ids: [],
      globalAccountIds: [],
      events: 0,
      changesQuarantine: false,
      moves: [],
    });
    expect(await checkpoint()).toBe(position);
  });

  it('an answer of a tenant is stored unchanged, whatever its characters', async () => {
    const unusual = 'nul \u0000, half \ud83d, "quotes", {braces}, \\ and 😀';
    const reason = { code: 'TENANT_REJECTED', message: unusual, raw: unusual };
    const delayed: SystemEvent = {
      type: 'RegistrationStepDelayed',
      data: {
        systemId: enabling()[0]!.data.systemId,
        attempt: 1,
        step: 'establish-trust',
        try: 1,
        reason,
        nextActionAt: '2026-01-05T10:01:00.000Z',
      },
    };
    const items = log.stream('Unusual', [...enabling(), delayed]);
    await applyBatch(database, items);
    const [row] = await database.query<{ record: SystemRecord }>('select record from systems where id = $1', [
      idOf(items[0]!),
    ]);
    expect(row!.record.system.registration!.lastError).toEqual(reason);
  });

  it('positions are ordered as numbers, up to the largest that an event can have', async () => {
    const [small] = log.stream('Largest', pending());
    const largest = HIGHEST_POSITION.toString();
    await asLeader(database, async (writer) => {
      await expect(
        writer.transaction(async (transaction) => {
          const inTransaction: Writer = { ...writer, transaction: (work) => work(transaction) };
          await commitBatch(
            inTransaction,
            [
              { ...small!, position: '9' },
              { ...small!, position: largest },
            ].slice(1),
          );
          const [row] = await transaction.query('select cast(position as text) as position from checkpoint');
          expect(row).toEqual({ position: largest });
          expect(
            await commitBatch(inTransaction, [{ ...small!, position: (HIGHEST_POSITION - 1n).toString() }]),
          ).toBeUndefined();
          throw new Error('rolled back, so that other specs are not affected');
        }),
      ).rejects.toThrow('rolled back');
    });
  });
});

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly record: SystemRecord;
  readonly due: StoredTime | null;
  readonly expires: StoredTime | null;
}

function columnsOf({ system, extension, waiting }: SystemRecord<string | null>) {
  return {
    name: system.name,
    account: system.globalAccountId,
    type: system.type,
    status: system.status,
    tenant: extension?.tenantId ?? null,
    extension: extension?.extensionId ?? null,
    token: system.token?.tokenId ?? null,
    tokenState: system.token?.state ?? null,
    expires: system.token?.expiresAt ?? null,
    saga: waiting?.saga ?? null,
    due: waiting?.dueAt ?? null,
    version: system.version,
    position: system.position,
  };
}
