import { createEventStoreClient, pingEventStore, pingSubscriptions } from '@system-landscape/event-store';
import { natsAccessIn, natsOptions } from '@system-landscape/nats-access';
import { NatsUsersFolder } from '@system-landscape/nats-users';
import { NoServerFits, PostgresServers, readConnectionString } from '@system-landscape/postgres-access';
import type { ConnectionOptions } from 'nats';
import { answersHttp, answersJetStream, type Answers } from './answers.js';
import { reasonOf } from './reason.js';
import type { Environment, LocalSettings } from './settings.js';

/** Time in ms within which an external component must answer at the start. */
const WITHIN_MS = 10_000;

/**
 * Asks the external components whether they answer and take the credentials, before anything is started that would wait
 * for them.
 * @returns one message with cause and remedy per component that does not
 */
export async function externalProblems(
  { external: { nats, eventStore, database, oidcIssuer } }: Pick<LocalSettings, 'external'>,
  env: Environment,
  withinMs = WITHIN_MS,
): Promise<string[]> {
  const asked: [settings: string, answers: Answers | undefined][] = [
    ['NATS_URL, NATS_USER and NATS_PASSWORD', nats === undefined ? undefined : answersNats(env)],
    ['ESDB_URL', eventStore === undefined ? undefined : () => answersEventStore(eventStore)],
    ['DATABASE_URL', database === undefined ? undefined : () => answersDatabase(database, env)],
    ['OIDC_ISSUER', oidcIssuer === undefined ? undefined : answersHttp(discoveryOf(oidcIssuer))],
  ];
  const problems = await Promise.all(
    asked.map(async ([settings, answers]) => {
      const reason = answers && (await whyNot(answers, withinMs));
      return reason === undefined ? [] : [problemWith(settings, reason)];
    }),
  );
  return problems.flat();
}

function problemWith(settings: string, reason: string): string {
  const [first = ''] = settings.split(',');
  return (
    `What ${first} names cannot be used: ${reason}. Start it and see that it can be reached from here, or correct ${settings}; ` +
    `unset ${first} to have that component started here.`
  );
}

async function whyNot(answers: Answers, withinMs: number): Promise<string | undefined> {
  const signal = AbortSignal.timeout(withinMs);
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${withinMs / 1000} s`)));
  });
  try {
    await Promise.race([answers(signal), late]);
    return undefined;
  } catch (error) {
    return innermost(error);
  }
}

/** `fetch` and the clients wrap what the operating system says. */
function innermost(error: unknown): string {
  const { cause, errors } = error as { cause?: unknown; errors?: readonly unknown[] };
  const inner = cause ?? errors?.[0];
  return inner instanceof Error ? innermost(inner) : reasonOf(error);
}

function answersNats(env: Environment): Answers {
  return async (signal) => {
    const { NATS_USERS: users, NATS_INBOX_PREFIX: inboxPrefix } = env;
    const options: ConnectionOptions = {
      ...natsOptions(natsAccessIn(env)!),
      ...(users && new NatsUsersFolder(users).optionsOf('operator')),
      ...(inboxPrefix && { inboxPrefix }),
    };
    await answersJetStream(options)(signal);
  };
}

async function answersEventStore(url: string): Promise<void> {
  const client = createEventStoreClient(url);
  try {
    await pingEventStore(client);
    await pingSubscriptions(client);
  } finally {
    // After a failure there may be nothing to close.
    await client.dispose().catch(() => undefined);
  }
}

async function answersDatabase(text: string, env: Environment): Promise<void> {
  try {
    const client = await new PostgresServers(readConnectionString(text, env)).connect();
    await client.end();
  } catch (error) {
    throw error instanceof NoServerFits ? new Error(error.reasons) : error;
  }
}

function discoveryOf(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}
