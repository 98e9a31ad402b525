import { roundRobin, type Account } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import { readyMetric } from '../metrics.js';
import type { BenchSetup } from '../bench-setup.js';
import { responsesPerSecond } from '../http-load.js';
import { fillRival } from '../many/fill-rival.js';
import { startWithManySystems, type ManySystems } from '../many/many-systems.js';
import { measure, type Row, type Sample } from '../measure.js';
import type { Results } from '../results.js';
import { appendsPerSecond, eventsOfARegistration } from './register-row.js';
import { ask, queries } from './status-row.js';
import { listOf, registrationIn, type KnownSystem } from './system-calls.js';

/** Repetitions of the rows without a goal. */
const GROWTH_REPETITIONS = 2;

/** The platform with many systems, compared with ceiling, rival and itself with few systems. */
export async function manySystemsRows(setup: BenchSetup, scale: BenchScale): Promise<Results> {
  const few = await setup.systems();
  const [rival, many] = await Promise.all([rivalWithManySystems(setup, scale), startWithManySystems(setup, scale)]);
  try {
    const rows = [await measure(listRow(setup, many, rival, scale), scale.repetitions)];
    const growth = [
      await statusRow(setup, many, few.ours, scale),
      registerRow(setup, many, scale),
      await appendRow(setup, many, scale),
    ];
    for (const row of growth) rows.push(await measure(row, Math.min(GROWTH_REPETITIONS, scale.repetitions)));
    const what = `log of ${count(scale.manyEvents)} events`;
    return { rows, facts: [readyMetric('ready-many', what, many.startSeconds, 7)] };
  } finally {
    await many.stop();
  }
}

const LIST = `select record from systems where global_account_id = $1 and status not in ('REMOVED', 'DEREGISTERED')
  order by name, id limit 51`;

async function rivalWithManySystems(setup: BenchSetup, scale: BenchScale): Promise<string | undefined> {
  const rival = await setup.rival?.another('many');
  if (rival !== undefined) await fillRival(rival.database, scale);
  return rival?.url;
}

function listRow(setup: BenchSetup, many: ManySystems, rival: string | undefined, scale: BenchScale): Row {
  const { seconds, connections, systems, manySystems, perAccount } = scale;
  const few = setup.accounts.slice(0, Math.ceil(systems / perAccount));
  const lists = (url: string, accounts: readonly Account[]): Sample => {
    const next = roundRobin(accounts);
    return () => responsesPerSecond({ url, seconds, connections, request: () => listOf(next()) });
  };
  return {
    id: 'list',
    title: `list of 50 among ${count(manySystems)} systems of ${count(manySystems / perAccount)} accounts, ${connections} connections`,
    unit: '1/s',
    ceilingIs: 'the SQL alone, in a process that has a copy of the read model',
    goals: { ceiling: 0.5, rival: 1, few: 0.8 },
    samples: {
      ours: lists(many.platform.urls.gateway, many.accounts),
      ceiling: () =>
        many.copy.perSecond(
          seconds,
          LIST,
          many.accounts.map(({ id }) => [id]),
        ),
      ...(rival === undefined ? {} : { rival: lists(rival, setup.accounts) }),
      few: lists(setup.platform.urls.gateway, few),
    },
  };
}

async function statusRow(
  { platform }: BenchSetup,
  many: ManySystems,
  few: readonly KnownSystem[],
  scale: BenchScale,
): Promise<Row> {
  await ask(many.platform.urls.gateway, many.systems, scale);
  await ask(platform.urls.gateway, few, scale);
  return {
    ...withoutGoal('status-many', `status among ${count(scale.manySystems)} systems, ${scale.connections} connections`),
    samples: {
      ours: queries(many.platform.urls.gateway, many.systems, scale),
      few: queries(platform.urls.gateway, few, scale),
    },
  };
}

function registerRow({ platform, accounts, waitUntilIdle }: BenchSetup, many: ManySystems, scale: BenchScale): Row {
  const { seconds, connections } = scale;
  const registrations = (url: string, into: readonly Account[]): Sample => {
    const next = roundRobin(into);
    const request = () => registrationIn(next());
    return () => responsesPerSecond({ url, seconds, connections, request });
  };
  return {
    ...withoutGoal(
      'register-many',
      `register among ${count(scale.manySystems)} systems, ${scale.connections} connections`,
    ),
    samples: {
      ours: registrations(many.platform.urls.gateway, many.accounts),
      few: registrations(platform.urls.gateway, accounts),
    },
    waitUntilIdle: async () => {
      await Promise.all([waitUntilIdle(), many.waitUntilIdle()]);
    },
  };
}

async function appendRow(setup: BenchSetup, many: ManySystems, scale: BenchScale): Promise<Row> {
  const events = await eventsOfARegistration(setup);
  return {
    ...withoutGoal(
      'append-many',
      `append of a registration to a log of ${count(scale.manyEvents)} events, ${scale.connections} in flight`,
    ),
    samples: {
      ours: () => appendsPerSecond(many.platform.urls.eventStore, events, scale),
      few: () => appendsPerSecond(setup.eventStore.url, events, scale),
    },
  };
}

/** A row without ceiling, rival and goal: it only shows the cost of size. */
function withoutGoal(id: string, title: string) {
  return { id, title, unit: '1/s', ceilingIs: '–', goals: {} };
}

function count(number: number): string {
  return number.toLocaleString('en');
}
