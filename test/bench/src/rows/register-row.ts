import { NO_STREAM } from '@eventstore/db-client';
import { roundRobin, type Account } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import { urlOf, type BenchSetup } from '../bench-setup.js';
import { responsesPerSecond } from '../http-load.js';
import type { Row } from '../measure.js';
import { withNewIds, eventsOf, type AppendedEvent } from './appended-events.js';
import { withClient, writersStream } from './stored-event.js';
import { register, registrationIn } from './system-calls.js';

const BARE_PATH = 'src/ceilings/bare-path.js';

export async function registerRow(setup: BenchSetup, scale: BenchScale): Promise<Row> {
  const { platform, rival, eventStore, accounts, waitUntilIdle } = setup;
  const load = registrations(accounts, scale);
  const append = await eventsOfARegistration(setup);
  return {
    id: 'register',
    title: `register system, ${scale.connections} connections`,
    unit: '1/s',
    ceilingIs: `the same append directly through the client, ${scale.connections} in flight`,
    goals: { ceiling: 0.35, rival: 1 },
    samples: {
      ours: load(platform.urls.gateway),
      ceiling: () => appendsPerSecond(eventStore.url, append, scale),
      ...(rival === undefined ? {} : { rival: load(rival.url) }),
    },
    waitUntilIdle,
  };
}

/** The minimum that the architecture needs for a registration: HTTP, a request over NATS, the append; no followers. */
export async function bareRegisterRow(setup: BenchSetup, scale: BenchScale): Promise<Row> {
  const { platform, rival, eventStore, nats, accounts, start } = setup;
  const added = await register(platform.urls.gateway, accounts[0]!);
  const ANSWER = JSON.stringify(added);
  const EVENTS = JSON.stringify(await eventsOf(setup.log, added.system.id));
  await start('append', BARE_PATH, ['append'], { NATS_URL: nats.url, ESDB_URL: eventStore.url, EVENTS, ANSWER });
  const front = urlOf(await start('front', BARE_PATH, ['front'], { NATS_URL: nats.url }));
  const load = registrations(accounts, scale);
  return {
    id: 'bare-register',
    title: `HTTP → NATS → append of a registration and nothing else, ${scale.connections} connections`,
    unit: '1/s',
    ceilingIs: '–',
    goals: {},
    samples: { ours: load(front), ...(rival === undefined ? {} : { rival: load(rival.url) }) },
  };
}

/** Measures registrations per second at a URL, with the accounts in rotation. */
function registrations(
  accounts: readonly Account[],
  { seconds, connections }: BenchScale,
): (url: string) => () => Promise<number> {
  const nextAccount = roundRobin(accounts);
  return (url) => () => responsesPerSecond({ url, seconds, connections, request: () => registrationIn(nextAccount()) });
}

/** Measures appends per second of the events of a registration to new streams, as many in flight as there are connections. */
export function appendsPerSecond(
  url: string,
  events: readonly AppendedEvent[],
  { seconds, connections }: BenchScale,
): Promise<number> {
  return withClient(url, async (client) => {
    const began = performance.now();
    const until = began + seconds * 1000;
    let appends = 0;
    const writer = async () => {
      while (performance.now() < until) {
        await client.appendToStream(writersStream(), withNewIds(events), { expectedRevision: NO_STREAM });
        appends += 1;
      }
    };
    await Promise.all(Array.from({ length: connections }, writer));
    return appends / ((performance.now() - began) / 1000);
  });
}

/** The events that the platform appends for a registration, read from its log. */
export async function eventsOfARegistration({
  platform,
  log,
  accounts,
}: BenchSetup): Promise<readonly AppendedEvent[]> {
  const { system } = await register(platform.urls.gateway, accounts[0]!);
  return eventsOf(log, system.id);
}
