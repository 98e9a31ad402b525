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
/** More than a garbage collection may be late, far less than the events take. */
const FLAT_BYTES = 96 * 1024 * 1024;

/** Asks without a pause until it is stopped, and notes what must not be. */
class Readers {
  readonly failures: unknown[] = [];
  readonly stepsBack: string[] = [];
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
    for (let turn = reader; !this.stopped; turn += 1) {
      const { systemId } = this.systems[turn % this.systems.length]!;
      try {
        const { position, system } = await this.harness.ask(projection.getSystem, {
          globalAccountId: ACCOUNT,
          systemId,
        });
        if (BigInt(position) < last) this.stepsBack.push(`${position} after ${last}`);
        if (system.status !== 'REGISTERED') this.stepsBack.push(`${systemId} is ${system.status}`);
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
  /** Writes and reads it at once, as who has just changed something does. */
  const writeAndRead = async (name: string) => {
    const { systemId, position } = await harness.append(name, registered());
    const query = { globalAccountId: ACCOUNT, systemId, minPosition: position };
    const { system } = await harness.ask(projection.getSystem, query);
    expect(system.status).toBe('REGISTERED');
  };
  const switchTo = (to: 'rebuilt' | 'before') => harness.ask(projection.switchReadModel, { to }, OPERATOR);

  it('fails no query, takes no step backward, tells how far it is, and ends with the same rows and flat memory', async () => {
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
    let told = 0;
    await harness.ask(projection.beginRebuild, {}, OPERATOR);
    for (let round = 0; ; round += 1) {
      const { beside, events } = await harness.status();
      expect(beside!.events).toBeGreaterThanOrEqual(told);
      expect(beside!.events).toBeLessThanOrEqual(events);
      told = beside!.events;
      if (beside!.role === 'ready') break;
      memory.push(await residentBytes());
      await writeAndRead(`Written meanwhile ${round}`);
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
    expect([readers.failures, readers.stepsBack]).toEqual([[], []]);
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
