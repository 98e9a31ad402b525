import { RPC, type CompareReadModelsReply } from '@system-landscape/contracts';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { eventually, type RunningProcess } from '@system-landscape/test-support';
import { setImmediate } from 'node:timers/promises';
import { OPERATOR, ProjectionHarness, type Appended } from '../testing/projection-harness.js';
import { STORAGES } from '../testing/storages.js';

const { projection } = RPC;
const EVENTS = Number(process.env['REBUILD_EVENTS'] ?? 2_000);
const APPENDS_AT_ONCE = 32;
const READERS = 4;
/** Allowed growth: more than garbage that is not collected yet, far less than the events take. */
const FLAT_BYTES = 96 * 1024 * 1024;

/** Query systems without a pause until they are stopped, and record failures and answers from an earlier position. */
class Readers {
  readonly failures: unknown[] = [];
  readonly regressions: string[] = [];
  answers = 0;
  private stopped = false;
  private readonly running: Promise<void>[];

  constructor(
    private readonly harness: ProjectionHarness,
    private readonly systems: readonly Appended[],
  ) {
    this.running = Array.from({ length: READERS }, (_, reader) => this.read(reader));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  private async read(reader: number): Promise<void> {
    let last = 0n;
    for (let index = reader; !this.stopped; index += 1) {
      const { systemId } = this.systems[index % this.systems.length]!;
      try {
        const { position, system } = await this.harness.ask(projection.getSystem, {
          globalAccountId: ACCOUNT,
          systemId,
        });
        if (BigInt(position) < last) this.regressions.push(`${position} after ${last}`);
        if (system.status !== 'REGISTERED') this.regressions.push(`${systemId} is ${system.status}`);
        last = BigInt(position);
        this.answers += 1;
      } catch (error) {
        this.failures.push(error);
      }
      await setImmediate();
    }
  }
}

describe.each(STORAGES)(`A rebuild over ${EVENTS} events on %s, under query load`, (_, startStorage) => {
  let harness: ProjectionHarness;
  let running: RunningProcess;

  beforeAll(async () => {
    harness = await ProjectionHarness.start(await startStorage());
  });
  afterAll(() => harness.stop());

  const fill = async (): Promise<Appended[]> => {
    const appended: Appended[] = [];
    const count = Math.ceil(EVENTS / registered().length);
    let next = 0;
    const append = async () => {
      for (let index = next++; index < count; index = next++)
        appended.push(await harness.append(`System ${index}`, registered()));
    };
    await Promise.all(Array.from({ length: APPENDS_AT_ONCE }, append));
    return appended;
  };
  const residentBytes = async () => {
    const metrics = await (await fetch(`${running.ready[1]!}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)![1]);
  };
  /** Appends a system and reads it at that position, as a client does after a change. */
  const writeAndRead = async (name: string) => {
    const { systemId, position } = await harness.append(name, registered());
    const query = { globalAccountId: ACCOUNT, systemId, minPosition: position };
    const { system } = await harness.ask(projection.getSystem, query);
    expect(system.status).toBe('REGISTERED');
  };
  const switchTo = (to: 'rebuilt' | 'before') => harness.ask(projection.switchReadModel, { to }, OPERATOR);

  it('fails no query, never answers from an earlier position, reports its progress, and ends with the same rows', async () => {
    const systems = await fill();
    const last = systems.reduce(
      (highest, { position }) => (BigInt(position) > highest ? BigInt(position) : highest),
      0n,
    );
    running = await harness.startOwnProcess();
    await eventually(async () => BigInt((await harness.status()).position) >= last, {
      deadlineMs: 600_000,
      everyMs: 500,
    });

    const readers = new Readers(harness, systems);
    const memory: number[] = [];
    let reported = 0;
    await harness.ask(projection.beginRebuild, {}, OPERATOR);
    for (let round = 0; ; round += 1) {
      const { beside, events } = await harness.status();
      expect(beside!.events).toBeGreaterThanOrEqual(reported);
      expect(beside!.events).toBeLessThanOrEqual(events);
      reported = beside!.events;
      if (beside!.role === 'ready') break;
      memory.push(await residentBytes());
      await writeAndRead(`Written during the rebuild ${round}`);
    }

    const differing: CompareReadModelsReply['differences'][number][] = [];
    let rows = 0;
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = cursor === undefined ? {} : { cursor };
      const page: CompareReadModelsReply = await harness.ask(projection.compareReadModels, query, OPERATOR);
      expect(page.checksums.beside).toBe(page.checksums.live);
      differing.push(...page.differences);
      if (page.table === 'history') rows += page.rows;
      cursor = page.nextCursor;
    }
    expect(differing).toEqual([]);
    const { events, beside } = await harness.status();
    expect([beside!.events, rows]).toEqual([events, events]);

    for (const to of ['rebuilt', 'before', 'rebuilt'] as const) {
      await switchTo(to);
      await writeAndRead(`Written after the switch to ${to} ${events}`);
    }
    await readers.stop();
    expect([readers.failures, readers.regressions]).toEqual([[], []]);
    expect(readers.answers).toBeGreaterThan(READERS);
    const { items } = await harness.ask(projection.listSystems, {
      globalAccountId: ACCOUNT,
      limit: 1,
    });
    expect(items).toHaveLength(1);

    const half = Math.ceil(memory.length / 2);
    const growth = Math.max(0, ...memory.slice(half)) - Math.max(...memory.slice(0, half));
    expect(growth).toBeLessThan(FLAT_BYTES);
  }, 1_200_000);
});
