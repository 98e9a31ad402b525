import { inParallel } from '@system-landscape/e2e';
import { inTurn } from '../accounts.js';
import type { Effort } from '../effort.js';
import { urlOf, type Ground } from '../ground.js';
import { answersPerSecond } from '../http-load.js';
import type { Row } from '../measure.js';
import { answerOf, queryOf, type KnownSystem } from './system-calls.js';

const AT_ONCE = 32;
const BARE_PATH = 'src/ceilings/bare-path.js';

export async function statusRow(ground: Ground, { seconds }: Effort): Promise<Row> {
  const { platform, rival, nats } = ground;
  const { gateway } = platform.urls;
  const systems = await ground.systems();
  await ask(gateway, systems.ours);
  if (rival !== undefined) await ask(rival.url, systems.rival);
  const { text: answer } = await answerOf(gateway, queryOf(systems.ours[0]!));
  await ground.start('echo', BARE_PATH, ['echo'], { NATS_URL: nats.url, ANSWER: answer });
  const door = urlOf(await ground.start('door', BARE_PATH, ['door'], { NATS_URL: nats.url }));
  return {
    id: 'status',
    title: `status of one of ${systems.ours.length.toLocaleString('en')} systems, 32 connections`,
    unit: '1/s',
    ceilingIs: 'HTTP → NATS → echo of the same answer',
    goals: { ceiling: 0.8, rival: 1 },
    samples: {
      ours: queries(gateway, systems.ours, seconds),
      ceiling: queries(door, systems.ours, seconds),
      ...(rival === undefined ? {} : { rival: queries(rival.url, systems.rival, seconds) }),
    },
  };
}

/** Asks about each system once, so that nothing is asked for the first time while it is measured. */
export async function ask(url: string, systems: readonly KnownSystem[]): Promise<void> {
  const next = inTurn(systems);
  await inParallel(systems.length, AT_ONCE, () => answerOf(url, queryOf(next())));
}

/** Queries of the systems in turn, by 32 connections. */
export function queries(url: string, systems: readonly KnownSystem[], seconds: number): () => Promise<number> {
  const next = inTurn(systems);
  return () => answersPerSecond({ url, seconds, connections: AT_ONCE, request: () => queryOf(next()) });
}
