import { inParallel } from '@system-landscape/e2e';
import { roundRobin } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import { urlOf, type BenchSetup } from '../bench-setup.js';
import { responsesPerSecond } from '../http-load.js';
import type { Row } from '../measure.js';
import { answerOf, queryOf, type KnownSystem } from './system-calls.js';

const AT_ONCE = 32;
const BARE_PATH = 'src/ceilings/bare-path.js';

export async function statusRow(setup: BenchSetup, { seconds }: BenchScale): Promise<Row> {
  const { platform, rival, nats } = setup;
  const { gateway } = platform.urls;
  const systems = await setup.systems();
  await ask(gateway, systems.ours);
  if (rival !== undefined) await ask(rival.url, systems.rival);
  const { text: answer } = await answerOf(gateway, queryOf(systems.ours[0]!));
  await setup.start('echo', BARE_PATH, ['echo'], { NATS_URL: nats.url, ANSWER: answer });
  const front = urlOf(await setup.start('front', BARE_PATH, ['front'], { NATS_URL: nats.url }));
  return {
    id: 'status',
    title: `status of one of ${systems.ours.length.toLocaleString('en')} systems, 32 connections`,
    unit: '1/s',
    ceilingIs: 'HTTP → NATS → echo of the same answer',
    goals: { ceiling: 0.8, rival: 1 },
    samples: {
      ours: queries(gateway, systems.ours, seconds),
      ceiling: queries(front, systems.ours, seconds),
      ...(rival === undefined ? {} : { rival: queries(rival.url, systems.rival, seconds) }),
    },
  };
}

/** Reads each system once, so that no read is the first one of its system while it is measured. */
export async function ask(url: string, systems: readonly KnownSystem[]): Promise<void> {
  const next = roundRobin(systems);
  await inParallel(systems.length, AT_ONCE, () => answerOf(url, queryOf(next())));
}

/** Measures queries per second of the systems in rotation, by 32 connections. */
export function queries(url: string, systems: readonly KnownSystem[], seconds: number): () => Promise<number> {
  const next = roundRobin(systems);
  return () => responsesPerSecond({ url, seconds, connections: AT_ONCE, request: () => queryOf(next()) });
}
