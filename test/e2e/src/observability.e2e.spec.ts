import { startEmbeddedEventStore } from '@system-landscape/embedded-event-store';
import { REPOSITORY_ROOT, type LocalPlatform } from '@system-landscape/local';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withOwnPlatform } from './own-platform.js';

let platform: LocalPlatform;
withOwnPlatform({}, (started) => {
  platform = started;
});

/** Name and type of each metric of ours. */
const TYPE = /^# TYPE ((?:landscape|event_store)_\w+) (\w+)$/gm;

async function exposedAt(url: string): Promise<string[]> {
  const response = await fetch(`${url}/metrics`);
  if (!response.ok) return [];
  return [...(await response.text()).matchAll(TYPE)].map(([, name, type]) => `${name} ${type}`);
}

it('the services expose the metrics that docs/metrics.md lists, and no others', async () => {
  const store = await startEmbeddedEventStore({ mem: true, httpPort: 0 });
  const http = Object.values(platform.components())
    .map(({ url, metricsUrl }) => metricsUrl ?? url)
    .filter((url) => url.startsWith('http'));
  const exposed = await Promise.all([...http, `http://127.0.0.1:${store.httpPort}`].map(exposedAt));
  await store.close();
  const page = readFileSync(join(REPOSITORY_ROOT, 'docs/metrics.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)` +\| (\w+)/gm)].map(([, name, type]) => `${name} ${type}`);
  expect([...new Set(exposed.flat())].sort()).toEqual(listed.sort());
});
