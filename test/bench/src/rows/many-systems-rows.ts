import { inTurn, type Account } from '../accounts.js';
import type { Effort } from '../effort.js';
import { readyFact } from '../facts.js';
import type { Ground } from '../ground.js';
import { answersPerSecond } from '../http-load.js';
import { fillRival } from '../many/fill-rival.js';
import { startWithManySystems, type ManySystems } from '../many/many-systems.js';
import { measure, type Row, type Sample } from '../measure.js';
import type { Results } from '../results.js';
import { appendsPerSecond, eventsOfARegistration } from './register-row.js';
import { ask, queries } from './status-row.js';
import { listOf, registrationIn, type KnownSystem } from './system-calls.js';

const AT_ONCE = 32;
/** Of the rows without a goal. */
const GROWTH_REPETITIONS = 2;

/** The platform with many systems: beside ceiling and rival, and beside itself with few. */
export async function manySystemsRows(ground: Ground, effort: Effort): Promise<Results> {
  const few = await ground.systems();
  const [rival, many] = await Promise.all([rivalWithManySystems(ground, effort), startWithManySystems(ground, effort)]);
  try {
    const rows = [await measure(listRow(ground, many, rival, effort), effort.repetitions)];
    const growth = [
      await statusRow(ground, many, few.ours, effort),
      registerRow(ground, many, effort),
      await appendRow(ground, many, effort),
    ];
    for (const row of growth) rows.push(await measure(row, Math.min(GROWTH_REPETITIONS, effort.repetitions)));
    const what = `log of ${count(effort.manyEvents)} events`;
    return { rows, facts: [readyFact('ready-many', what, many.startSeconds, 7)] };
  } finally {
    await many.stop();
  }
}

const LIST = `select record from systems where global_account_id = $1 and status not in ('REMOVED', 'DEREGISTERED')
  order by name, id limit 51`;

async function rivalWithManySystems(ground: Ground, effort: Effort): Promise<string | undefined> {
  const rival = await ground.rival?.another('many');
  if (rival !== undefined) await fillRival(rival.database, effort);
  return rival?.url;
}

function listRow(ground: Ground, many: ManySystems, rival: string | undefined, effort: Effort): Row {
  const { seconds, systems, manySystems, perAccount } = effort;
  const few = ground.accounts.slice(0, Math.ceil(systems / perAccount));
  const lists = (url: string, accounts: readonly Account[]): Sample => {
    const next = inTurn(accounts);
    return () => answersPerSecond({ url, seconds, connections: AT_ONCE, request: () => listOf(next()) });
  };
  return {
    id: 'list',
    title: `list of 50 among ${count(manySystems)} systems of ${count(manySystems / perAccount)} accounts, ${AT_ONCE} connections`,
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
      ...(rival === undefined ? {} : { rival: lists(rival, ground.accounts) }),
      few: lists(ground.platform.urls.gateway, few),
    },
  };
}

async function statusRow(
  { platform }: Ground,
  many: ManySystems,
  few: readonly KnownSystem[],
  effort: Effort,
): Promise<Row> {
  const { seconds } = effort;
  await ask(many.platform.urls.gateway, many.systems);
  await ask(platform.urls.gateway, few);
  return {
    ...withoutGoal('status-many', `status among ${count(effort.manySystems)} systems, ${AT_ONCE} connections`),
    samples: {
      ours: queries(many.platform.urls.gateway, many.systems, seconds),
      few: queries(platform.urls.gateway, few, seconds),
    },
  };
}

function registerRow({ platform, accounts, rest }: Ground, many: ManySystems, effort: Effort): Row {
  const registrations = (url: string, into: readonly Account[]): Sample => {
    const next = inTurn(into);
    const request = () => registrationIn(next());
    return () => answersPerSecond({ url, seconds: effort.seconds, connections: AT_ONCE, request });
  };
  return {
    ...withoutGoal('register-many', `register among ${count(effort.manySystems)} systems, ${AT_ONCE} connections`),
    samples: {
      ours: registrations(many.platform.urls.gateway, many.accounts),
      few: registrations(platform.urls.gateway, accounts),
    },
    rest: async () => {
      await Promise.all([rest(), many.rest()]);
    },
  };
}

async function appendRow(ground: Ground, many: ManySystems, { seconds, manyEvents }: Effort): Promise<Row> {
  const events = await eventsOfARegistration(ground);
  return {
    ...withoutGoal(
      'append-many',
      `append of a registration to a log of ${count(manyEvents)} events, ${AT_ONCE} in flight`,
    ),
    samples: {
      ours: () => appendsPerSecond(many.platform.urls.eventStore, events, seconds),
      few: () => appendsPerSecond(ground.eventStore.url, events, seconds),
    },
  };
}

/** No ceiling, no rival, no goal: it shows what size costs. */
function withoutGoal(id: string, title: string) {
  return { id, title, unit: '1/s', ceilingIs: '–', goals: {} };
}

function count(number: number): string {
  return number.toLocaleString('en');
}
