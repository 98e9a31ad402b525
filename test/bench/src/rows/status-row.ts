import { inParallel } from '@system-landscape/e2e';
import { eventually } from '@system-landscape/test-support';
import { urlOf, type Ground } from '../ground.js';
import { answersPerSecond } from '../http-load.js';
import type { Row, Sample } from '../measure.js';
import { register, SYSTEMS } from './system-calls.js';

const AT_ONCE = 32;

export async function statusRow(
  ground: Ground,
  { seconds, systems }: { seconds: number; systems: number },
): Promise<Row> {
  const { platform, rivalUrl, nats, accessToken } = ground;
  const { gateway } = platform.urls;
  const ours = await inParallel(systems, AT_ONCE, () => register(gateway, accessToken));
  const answer = await readable(gateway, accessToken, ours.at(-1) ?? '');
  await ground.start('echo', 'src/ceilings/bare-path.js', ['echo'], { NATS_URL: nats.url, ANSWER: answer });
  const door = urlOf(await ground.start('door', 'src/ceilings/bare-path.js', ['door'], { NATS_URL: nats.url }));
  const load = (url: string, folder: string, ids: readonly string[]) => {
    let next = 0;
    const request = () => ({ method: 'GET' as const, path: `${folder}/${ids[(next += 1) % ids.length]}` });
    return () => answersPerSecond({ url, accessToken, seconds, connections: AT_ONCE, request });
  };
  const rival: { rival?: Sample } = {};
  if (rivalUrl !== undefined) {
    const theirs = await inParallel(systems, AT_ONCE, () => register(rivalUrl, accessToken));
    rival.rival = load(rivalUrl, SYSTEMS, theirs);
  }
  return {
    id: 'status',
    title: `status of one of ${systems.toLocaleString('en')} systems, 32 connections`,
    unit: '1/s',
    ceilingIs: 'HTTP → NATS → echo of the same answer',
    goals: { ceiling: 0.8, rival: 1 },
    samples: {
      ours: load(gateway, SYSTEMS, ours),
      ceiling: load(door, '', ours),
      ...rival,
    },
  };
}

/** The answer about a system that was registered last: when it can be read, so can all before it. */
async function readable(url: string, accessToken: string, id: string): Promise<string> {
  return eventually(
    async () => {
      const response = await fetch(`${url}${SYSTEMS}/${id}`, { headers: { authorization: `Bearer ${accessToken}` } });
      return response.ok ? response.text() : undefined;
    },
    { deadlineMs: 60_000, what: 'the system that was registered last to be readable' },
  );
}
