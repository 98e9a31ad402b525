import { inParallel } from '@system-landscape/e2e';
import { roundRobin } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import { urlOf, type BenchSetup } from '../bench-setup.js';
import { responsesPerSecond } from '../http-load.js';
import type { Row } from '../measure.js';
import { answerOf, queryOf, type KnownSystem } from './system-calls.js';

const BARE_PATH = 'src/ceilings/bare-path.js';

export async function statusRow(setup: BenchSetup, scale: BenchScale): Promise<Row> {
  const { platform, rival, nats } = setup;
  const { gateway } = platform.urls;
  const systems = await setup.systems();
  await ask(gateway, systems.ours, scale);
  if (rival !== undefined) await ask(rival.url, systems.rival, scale);
  const { text: answer } = await answerOf(gateway, queryOf(systems.ours[0]!));
  await setup.start('echo', BARE_PATH, ['echo'], { NATS_URL: nats.url, ANSWER: answer });
  const front = urlOf(await setup.start('front', BARE_PATH, ['front'], { NATS_URL: nats.url }));
  return {
    id: 'status',
    title: `status of one of ${systems.ours.length.toLocaleString('en')} systems, ${scale.connections} connections`,
    unit: '1/s',
    ceilingIs: 'HTTP → NATS → echo of the same answer',
    goals: { ceiling: 0.8, rival: 1 },
    samples: {
      ours: queries(gateway, systems.ours, scale),
      ceiling: queries(front, systems.ours, scale),
      ...(rival === undefined ? {} : { rival: queries(rival.url, systems.rival, scale) }),
    },
  };
}

/** Reads each system once, so that no read is the first one of its system while it is measured. */
export async function ask(
  url: string,
  systems: readonly KnownSystem[],
  { connections }: Pick<BenchScale, 'connections'>,
): Promise<void> {
  const next = roundRobin(systems);
  await inParallel(systems.length, connections, () => answerOf(url, queryOf(next())));
}

/** Measures queries per second of the systems in rotation. */
export function queries(
  url: string,
  systems: readonly KnownSystem[],
  { seconds, connections }: BenchScale,
): () => Promise<number> {
  const next = roundRobin(systems);
  return () => responsesPerSecond({ url, seconds, connections, request: () => queryOf(next()) });
}
