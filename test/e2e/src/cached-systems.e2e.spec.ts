import type { LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { ApiConsumer, type AddedAnswer, type Answer, type SystemAnswer } from './api-consumer.js';
import { inParallel } from './in-parallel.js';
import { withOwnPlatform } from './own-platform.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const WRITERS = 6;
const SYSTEMS_PER_WRITER = 4;

/** A response of the gateway about a system, and its log position. */
interface Observation {
  readonly id: string;
  readonly position: string;
  readonly system: SystemAnswer;
}

let platform: LocalPlatform;
let account: ApiConsumer;
let tenant: ApiConsumer;

withOwnPlatform({}, async (started) => {
  platform = started;
  account = await ApiConsumer.signIn(platform, 'ga-admin', { takesStaleAnswers: true });
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
});

const pathOf = (id: string) => `${SYSTEMS}/${id}`;
const positionOf = ({ headers }: Pick<Answer, 'headers'>) => headers.get('landscape-position') ?? '';
const cacheHits = async () => {
  const text = await (await fetch(`${platform.components()['gateway']!.metricsUrl}/metrics`)).text();
  const counter = (of: string) =>
    Number(
      new RegExp(`^landscape_gateway_system_answers_total{of="${of}",from="memory"} (\\d+)$`, 'm').exec(text)?.[1] ?? 0,
    );
  return { systems: counter('system'), lists: counter('list') };
};

/** Adds a system, issues a new token, then redeems it or cancels the registration. Reads after each write. */
async function runLifecycle(
  systemIds: string[],
  read: (id: string, minPosition?: string) => Promise<void>,
): Promise<void> {
  const write = async <Body>(method: string, path: string, body?: object): Promise<Answer<Body>> => {
    const answer = await account.persist<Body>(method, path, body);
    expect(answer.status).toBeLessThan(300);
    return answer;
  };
  const added = await write<AddedAnswer>('POST', SYSTEMS, { name: `System ${randomUUID()}`, type: 's4hana-cloud' });
  const { id } = added.body.system;
  await read(id, positionOf(added));
  const isCancelled = systemIds.push(id) % 2 === 0;
  const issued = await write<AddedAnswer['integrationToken']>('POST', `${pathOf(id)}/integration-token`);
  await read(id, positionOf(issued));
  if (isCancelled) {
    await read(id, positionOf(await write('DELETE', pathOf(id))));
    return;
  }
  const redeemed = await tenant.persist('POST', EXTENSIONS, { integrationToken: issued.body.value });
  expect(redeemed.status).toBe(202);
  await read(id, positionOf(redeemed));
  await eventually(async () => {
    await read(id);
    const { body } = await account.persist<SystemAnswer>('GET', pathOf(id));
    return body.status === 'REGISTERED';
  });
}

/** Reads the systems in a loop while an action runs. @returns all responses */
async function readingWhile(
  action: (systemIds: string[], read: (id: string, minPosition?: string) => Promise<void>) => Promise<void>,
): Promise<Observation[]> {
  const observations: Observation[] = [];
  const systemIds: string[] = [];
  const read = async (id: string, minPosition?: string) => {
    const wait = minPosition === undefined ? '' : `?minPosition=${minPosition}`;
    const answer = await account.persist<SystemAnswer>('GET', pathOf(id) + wait);
    if (answer.status === 404) return;
    expect(answer.status).toBe(200);
    const position = positionOf(answer);
    if (minPosition !== undefined) expect(BigInt(position)).toBeGreaterThanOrEqual(BigInt(minPosition));
    observations.push({ id, position, system: answer.body });
  };
  const readList = async () => {
    const answer = await account.persist<{ items: readonly SystemAnswer[] }>('GET', `${SYSTEMS}?limit=200`);
    expect(answer.status).toBe(200);
    for (const system of answer.body.items) observations.push({ id: system.id, position: positionOf(answer), system });
  };
  const done = new AbortController();
  const readers = [1, 2].map(async () => {
    while (!done.signal.aborted) {
      for (const id of systemIds.slice(-12)) await read(id);
      await readList();
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  try {
    await action(systemIds, read);
  } finally {
    done.abort();
    await Promise.all(readers);
  }
  return observations;
}

/** Compares each response with the state at its position (`asOf`), which is the fold of the events up to it. */
async function expectStatesAtPositions(observations: readonly Observation[]): Promise<void> {
  const distinct = [
    ...new Map(observations.map((each) => [`${each.id} ${each.position} ${each.system.version}`, each])).values(),
  ];
  let next = 0;
  await inParallel(distinct.length, 8, async () => {
    const { id, position, system } = distinct[(next += 1) - 1]!;
    const expected = await account.persist('GET', `${pathOf(id)}?asOf=${position}`);
    // A warning is about the present: the past has none.
    const { warnings: _, ...then } = system as { readonly warnings?: unknown };
    expect({ id, position, system: then }).toEqual({ id, position, system: expected.body });
    return id;
  });
}

describe('a system from the response cache of the gateway', () => {
  it('is the state at the position of the response, while systems change', async () => {
    const before = await cacheHits();
    const observations = await readingWhile(async (systemIds, read) => {
      const writer = async () => {
        for (let count = 0; count < SYSTEMS_PER_WRITER; count += 1) await runLifecycle(systemIds, read);
      };
      await Promise.all(Array.from({ length: WRITERS }, writer));
    });
    await expectStatesAtPositions(observations);
    const after = await cacheHits();
    expect(after.systems).toBeGreaterThan(before.systems);
    expect(after.lists).toBeGreaterThan(before.lists);
  });

  it('stays correct when the projection is killed and another instance takes over', async () => {
    const observations = await readingWhile(async (systemIds, read) => {
      await runLifecycle(systemIds, read);
      await platform.kill('projection');
      const writing = runLifecycle(systemIds, read);
      await platform.restart('projection');
      await writing;
      await runLifecycle(systemIds, read);
    });
    await expectStatesAtPositions(observations);
  });
});
