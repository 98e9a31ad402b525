import type { ProjectionStatus } from '@system-landscape/contracts';
import { signIn } from '@system-landscape/e2e';
import { eventually } from '@system-landscape/test-support';
import { OPERATOR } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import { megabytesOf, type Metric } from '../metrics.js';
import type { BenchSetup } from '../bench-setup.js';
import { measure } from '../measure.js';
import type { Results } from '../results.js';
import { withClient } from './stored-event.js';
import { answerOf } from './system-calls.js';

const PROJECTION = '/v1/operations/projection';
/** Few, because each reads the whole log. */
const REPETITIONS = 2;

/** A rebuild of the read model in shadow tables, and how much memory it adds. */
export async function rebuildRow(setup: BenchSetup, { repetitions }: BenchScale): Promise<Results> {
  const { platform, waitUntilIdle } = setup;
  await setup.systems();
  await waitUntilIdle();
  const accessToken = await signIn(platform.urls.identityProvider, OPERATOR);
  const call = (method: 'GET' | 'POST' | 'DELETE', path: string) =>
    answerOf(platform.urls.gateway, { method, path: PROJECTION + path, accessToken });
  const rebuilt = async () => {
    const { beside } = JSON.parse((await call('GET', '')).text) as ProjectionStatus;
    return beside?.role === 'ready' ? beside : undefined;
  };
  const eventsPerSecond = async () => {
    const began = performance.now();
    await call('POST', '/rebuild');
    const { events } = await eventually(rebuilt, { deadlineMs: 600_000, everyMs: 20, what: 'the rebuild to be ready' });
    const seconds = (performance.now() - began) / 1000;
    await call('DELETE', '/rebuild');
    return events / seconds;
  };
  const megabytes = () => megabytesOf([platform.pid('projection')]);
  const before = megabytes();
  const row = await measure(
    {
      id: 'rebuild',
      title: 'projection rebuild, events',
      unit: '1/s',
      ceilingIs: 'a read of $all by the client',
      goals: { ceiling: 0.6 },
      samples: { ours: eventsPerSecond, ceiling: () => readsPerSecond(platform.urls.eventStore) },
      waitUntilIdle,
    },
    Math.min(REPETITIONS, repetitions),
  );
  const after = megabytes();
  const facts: Metric[] =
    before === undefined || after === undefined
      ? []
      : [
          {
            id: 'rebuild-memory',
            title: 'memory of the projection, grown by the rebuilds',
            unit: 'MB',
            value: after - before,
          },
        ];
  return { rows: [row], facts };
}

function readsPerSecond(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const began = performance.now();
    let events = 0;
    for await (const _ of client.readAll()) events += 1;
    return events / ((performance.now() - began) / 1000);
  });
}
