import { failed, registered } from '@system-landscape/domain/testing';
import * as fc from 'fast-check';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CliContext } from '../cli-context.js';
import type { EventLine } from '../events/event-line.js';
import { CliHarness } from '../testing/cli-harness.js';
import { digestsOf, readCheckpoints, seal, signingKey, verifyingKey } from './checkpoints.js';
import { compareWithDigests, eventsOf, type Verified } from './verify-log.js';

let harness: CliHarness;
let key: string;
let sealed: string;
let exported: string;
let lines: EventLine[];

beforeAll(async () => {
  harness = await CliHarness.start();
  await harness.append('broken', failed());
  await harness.append('working', registered(), 'ga-other');
  await harness.appendRaw('foreign-1', [{ type: 'Foreign', data: {} }]);
  key = harness.file('sealing.pem');
  await harness.json('verify', 'key', key);
  exported = harness.file('events.ndjson');
  await harness.json('events', 'read', '--export', exported);
  lines = readFileSync(exported, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as EventLine);
  sealed = harness.file('checkpoints.ndjson');
  expect(await harness.json('verify', 'seal', '--key', key, '--checkpoints', sealed)).toMatchObject({
    sealed: lines.length,
    events: lines.length,
  });
});
afterAll(() => harness.stop());

const against = (...more: string[]) => ['verify', '--checkpoints', sealed, '--public-key', `${key}.pub`, ...more];

async function verdictOn(events: readonly EventLine[]): Promise<string> {
  const file = harness.file('tampered.ndjson');
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const context = new CliContext({
    stdout: process.stdout,
    stderr: process.stderr,
    env: {},
    signal: AbortSignal.abort(),
  });
  const checkpoints = readCheckpoints(sealed, verifyingKey(`${key}.pub`));
  return compareWithDigests(eventsOf(context, file), checkpoints.flatMap(digestsOf)).then(
    () => 'intact',
    (error: unknown) => (error as Error).message,
  );
}

describe('landscape verify', () => {
  it('finds the event store and its export intact, whatever their positions', async () => {
    const intact = { verdict: 'intact', sealed: lines.length, unsealed: 0 };
    const online = await harness.json<Verified>(...against());
    expect(online).toMatchObject(intact);
    expect(await harness.json(...against('--export', exported))).toEqual(online);
    expect(await verdictOn(lines.map((event, index) => ({ ...event, position: String(index) })))).toBe('intact');
  });

  const place = () => fc.nat(lines.length - 1);
  const check = (property: (at: number) => Promise<void>) =>
    fc.assert(fc.asyncProperty(place(), property), { numRuns: 30 });

  it('names the event that was changed, whichever field it is', () =>
    fc.assert(
      fc.asyncProperty(
        place(),
        fc.constantFrom<((event: EventLine) => Partial<EventLine>)[]>(
          ({ data }) => ({ data: { ...(data as object), flipped: true } }),
          ({ metadata }) => ({ metadata: { ...(metadata as object), actor: null } }),
          ({ type }) => ({ type: `${type}X` }),
          ({ stream }) => ({ stream: `${stream}0` }),
          ({ revision }) => ({ revision: `${revision}0` }),
          () => ({ id: '00000000-0000-4000-8000-000000000000' }),
        ),
        async (at, change) => {
          const tampered = lines.map((event, index) => (index === at ? { ...event, ...change(event) } : event));
          const verdict = await verdictOn(tampered);
          expect(verdict).toContain(`Event ${at + 1} is not as it was`);
          expect(verdict).toMatch(new RegExp(`${tampered[at]!.id} .*was changed`));
        },
      ),
      { numRuns: 60 },
    ));

  it('names the event that was dropped', () =>
    check(async (at) => {
      const verdict = await verdictOn(lines.filter((_, index) => index !== at));
      expect(verdict).toContain(`Event ${at + 1} is not as it was: ${lines[at]!.id} was dropped`);
    }));

  it('names the event that was inserted', () =>
    check(async (at) => {
      const foreign = { ...lines[at]!, id: '00000000-0000-4000-8000-000000000000' };
      const verdict = await verdictOn([...lines.slice(0, at), foreign, ...lines.slice(at)]);
      expect(verdict).toMatch(new RegExp(`^Event ${at + 1} is not .*${foreign.id} .*was inserted`));
    }));

  it('names the first of two events that were swapped', () =>
    fc.assert(
      fc.asyncProperty(place(), place(), async (one, other) => {
        fc.pre(one !== other);
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        const swapped = [...lines];
        [swapped[first], swapped[second]] = [lines[second]!, lines[first]!];
        const verdict = await verdictOn(swapped);
        expect(verdict).toMatch(
          new RegExp(`^Event ${first + 1} is not .*${lines[second]!.id} .*moved to the place of ${lines[first]!.id}`),
        );
      }),
      { numRuns: 30 },
    ));

  it('finds gaps in what was never sealed', async () => {
    const { code, stderr } = await harness.run(['verify', '--export', tamperedWithout(1)]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Event 2, ${lines[2]!.type} ${lines[2]!.id}`)]);
  });

  it('refuses checkpoints that were changed or removed, and another key', async () => {
    const other = harness.file('other.pem');
    await harness.json('verify', 'key', other);
    const [line] = readFileSync(sealed, 'utf8').split('\n');
    const forged = harness.file('forged.ndjson');
    for (const [content, publicKey] of [
      [line!.replace(/"after":0/, '"after":1'), `${key}.pub`],
      [`${line}\n${line}`, `${key}.pub`],
      ['{}', `${key}.pub`],
      [line!, `${other}.pub`],
    ] as const) {
      writeFileSync(forged, content);
      const { code, stderr } = await harness.run(['verify', '--checkpoints', forged, '--public-key', publicKey]);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/Line [12] of .* is not as this key has signed it/)]);
    }
  });

  it('refuses a log whose hash chain has another head than the one that was sealed', async () => {
    const [checkpoint] = readCheckpoints(sealed, verifyingKey(`${key}.pub`));
    const forged = harness.file('another-head.ndjson');
    const head = checkpoint!.head.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    const digests = digestsOf(checkpoint!);
    writeFileSync(forged, JSON.stringify(seal({ ...checkpoint!, digests, head }, undefined, signingKey(key))));
    const { code, stderr } = await harness.run(['verify', '--checkpoints', forged, '--public-key', `${key}.pub`]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/first \d+ events are not those that were sealed/)]);
  });

  it('says what is missing', async () => {
    expect((await harness.run(['verify', '--checkpoints', sealed])).code).toBe(2);
    expect((await harness.run(['verify', 'seal', '--key', key])).code).toBe(2);
    expect((await harness.run(['verify', 'seal', '--key', sealed, '--checkpoints', sealed])).stderr).toMatch(
      /verify key/,
    );
    expect((await harness.run(['verify', 'key', key])).code).toBe(1);
    appendFileSync(harness.file('broken.ndjson'), 'x\n');
    expect((await harness.run(['verify', '--export', harness.file('broken.ndjson')])).stderr).toMatch(
      /Line 1 .*no event/,
    );
  });

  it('creates no file for an empty log, and continues an empty file', async () => {
    const emptyLog = harness.file('empty.ndjson');
    writeFileSync(emptyLog, '');
    const checkpoints = harness.file('of-an-empty-log.ndjson');
    const seal = ['verify', 'seal', '--key', key, '--checkpoints', checkpoints, '--export'];
    expect(await harness.json(...seal, emptyLog)).toMatchObject({ sealed: 0, events: 0 });
    expect(existsSync(checkpoints)).toBe(false);

    writeFileSync(checkpoints, '');
    const verify = ['verify', '--checkpoints', checkpoints, '--public-key', `${key}.pub`, '--export', exported];
    expect(await harness.json(...verify)).toMatchObject({ sealed: 0, unsealed: lines.length });
    expect(await harness.json(...seal, exported)).toMatchObject({ sealed: lines.length });
    expect(await harness.json(...verify)).toMatchObject({ sealed: lines.length, unsealed: 0 });
  });

  it('seals new events, but no log that was tampered with', async () => {
    expect(
      (await harness.run(['verify', 'seal', '--key', key, '--checkpoints', sealed, '--export', tamperedWithout(0)]))
        .code,
    ).toBe(1);
    await harness.append('later', failed());
    expect(await harness.json(...against())).toMatchObject({ sealed: lines.length, unsealed: failed().length });
    expect(await harness.json('verify', 'seal', '--key', key, '--checkpoints', sealed)).toMatchObject({
      sealed: failed().length,
    });
    expect(await harness.json(...against())).toMatchObject({ sealed: lines.length + failed().length, unsealed: 0 });
    expect((await harness.run(against('--export', exported))).stderr).toMatch(/was dropped; nothing follows it/);
  });
});

function tamperedWithout(place: number): string {
  const file = harness.file(`without-${place}.ndjson`);
  writeFileSync(
    file,
    lines
      .filter((_, index) => index !== place)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
  );
  return file;
}
