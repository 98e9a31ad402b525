import { perform, streamOf, type Action } from '@system-landscape/domain/testing';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliHarness } from '../testing/cli-harness.js';

const BUILD_OF_DOMAIN = join(__dirname, '../../../../libs/domain/dist/index.js');

/** The next action in the life of a system. */
const PROCEED: Action = { do: 'proceed', pick: 0, fits: true, outcome: 'completed', clock: 1_000 };

let harness: CliHarness;

beforeAll(async () => {
  harness = await CliHarness.start();
  await harness.append('well', streamOf(perform(Array<Action>(6).fill(PROCEED))));
  await harness.append(
    'ill',
    streamOf(perform([...Array<Action>(3).fill(PROCEED), { ...PROCEED, outcome: 'permanent' }])),
  );
});
afterAll(() => harness.stop());

interface Result {
  readonly systems: number;
  readonly differing: readonly { name: string; recorded: string; whatIf: string }[];
}

/** In a process of its own: Jest cannot load modules by URL. */
async function whatIf(policy: string): Promise<Result> {
  return JSON.parse((await harness.runProcess(['what-if', '--policy', policy, '--json'])).stdout) as Result;
}

function moduleOf(name: string, text: string): string {
  const file = harness.file(name);
  writeFileSync(file, text);
  return file;
}

describe('landscape what-if', () => {
  it('reports the systems that would have another status under the decisions of a module', async () => {
    const lenient = moduleOf('lenient.mjs', 'export const recordRegistrationStep = () => [];\n');
    const { systems, differing } = await whatIf(lenient);
    expect(systems).toBe(2);
    expect(differing.map(({ name, recorded, whatIf }) => [name, recorded, whatIf]).sort()).toEqual([
      ['ill', 'ERROR', 'PENDING'],
      ['well', 'REGISTERED', 'PENDING'],
    ]);
    expect((await harness.runProcess(['what-if', '--policy', lenient])).stdout).toMatch(
      /2 of 2 systems would have another status/,
    );
  });

  it('accepts a build of libs/domain as a module; then every status is the same', async () => {
    expect(await whatIf(BUILD_OF_DOMAIN)).toMatchObject({
      systems: 2,
      differing: [],
    });
  });

  it.each([
    ['none.mjs', 'export const decide = () => [];', /exports none of the decisions registerSystem/],
    ['broken.mjs', 'export const', /cannot be loaded/],
  ])('says what is wrong with %s', async (name, text, message) => {
    const { code, stderr } = await harness.runProcess(['what-if', '--policy', moduleOf(name, text)]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
