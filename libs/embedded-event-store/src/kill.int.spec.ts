import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AcknowledgedAppends } from './testing/acknowledged-appends.js';
import { start, stop } from './testing/run-program.js';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'embedded-event-store-kill-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

/** `npm run test:kill-loop` sets a higher number. */
const KILLS = Number(process.env.KILLS ?? 8);
/** Most appends before a kill; the number is random, so that logs of different sizes are killed. */
const MOST_APPENDS = 300;

describe.each([
  ['plain', false],
  ['encrypted', true],
])('a store that is killed amid appends (%s)', (_kind, encrypted) => {
  it(
    'has every acknowledged event, none in part, and never gives a position twice',
    async () => {
      const keyFile = join(data, 'key');
      await writeFile(keyFile, randomBytes(32));
      const args = ['--data', data, ...(encrypted ? ['--key-file', keyFile] : [])];
      const appends = new AcknowledgedAppends();
      for (let kill = 0; kill < KILLS / 2; kill += 1) {
        const running = await start(...args);
        await appends.checkLatest(running.client);
        const writers = await appends.write(running.client, `s-${kill}`, randomInt(1, MOST_APPENDS));
        writers.ended();
        await stop(running, 'SIGKILL');
      }
      const running = await start(...args);
      expect(appends.count).toBeGreaterThan(KILLS / 2);
      await appends.check(running.client);
      await stop(running, 'SIGTERM');
    },
    300_000 + KILLS * 10_000,
  );
});
