import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { temporaryFolder } from '@system-landscape/test-support';
import { fork } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Attack, FromAttackers } from './attackers.js';
import type { Fault } from './fault.js';
import { GoodAccount } from './good-account.js';
import type { Load } from './load.js';
import { Tally } from './tally.js';
import { HASTY_TENANT, targetOf, writeClients, type Target } from './target.js';

const GOOD_WORKERS = 2;
/** How long the attackers may take to end after the time is over; milliseconds. */
const LAST_ANSWERS_MS = 60_000;

export interface AttackOptions {
  readonly seconds: number;
  readonly loads: readonly Load[];
  readonly faults: readonly Fault[];
  readonly report: (line: string) => void;
}

export interface Outcome {
  readonly rows: readonly { readonly name: string; readonly tally: Tally }[];
  readonly good: GoodAccount;
  /** Every system of the well-behaved account was registered, and every one of its requests answered in time. */
  readonly wasServed: boolean;
}

/**
 * Starts a platform on free ports of loopback, with the limits of production and two instances of the services that decide,
 * and runs loads and faults all at once while a well-behaved account registers systems. Everything has a bound in time.
 */
export async function attack({ seconds, loads, faults, report }: AttackOptions): Promise<Outcome> {
  const folder = await temporaryFolder('hostile');
  const attackers = await Attackers.start();
  try {
    const platform = await startLocalPlatform({
      dataDir: `${folder.path}/data`,
      ports: 'ephemeral',
      instances: { 'token-issuance': 2, registration: 2 },
      env: {
        ...LIMITS,
        CLIENTS_FILE: writeClients(folder.path),
        TENANT_DIRECTORY: JSON.stringify({ [HASTY_TENANT]: { url: attackers.hastyTenant } }),
      },
      report,
    });
    try {
      report(
        `The platform is up at ${platform.urls.gateway}; ${loads.length} loads and ${faults.length} faults for ${seconds} s`,
      );
      return await runAll(platform, attackers, { loads, faults, seconds });
    } finally {
      await platform.stop();
    }
  } finally {
    attackers.end();
    await folder.remove();
  }
}

/** Those of the services; the local start sets them high enough for load tests. */
const LIMITS = {
  // Lower than the defaults, so that attackers on the same machine exceed them without using it up.
  RATE_LIMIT_READS: '3000',
  RATE_LIMIT_WRITES: '600',
  RATE_LIMIT_REFUSED_REDEMPTIONS: '20',
  MAX_CONNECTIONS_PER_ADDRESS: '800',
  MAX_EVENT_READERS_PER_ACCOUNT: '500',
  MAX_EVENT_READERS_PER_CALLER: '20',
  MAX_REQUESTS: '1000',
  MAX_REQUESTS_PER_ACCOUNT: '200',
  MAX_REQUESTS_PER_CALLER: '100',
  REQUESTS_AT_WORK_PER_ACCOUNT: '32',
  LOG_LEVEL: 'error',
};

async function runAll(
  platform: LocalPlatform,
  attackers: Attackers,
  { loads, faults, seconds }: Pick<AttackOptions, 'loads' | 'faults' | 'seconds'>,
): Promise<Outcome> {
  const target = await targetOf(platform);
  const signal = AbortSignal.timeout(seconds * 1_000);
  // Every fault and worker waits for its end.
  setMaxListeners(0, signal);
  const good = new GoodAccount(target);
  const happened = faults.map((fault) => ({ fault, tally: new Tally() }));
  const [tallies] = await Promise.all([
    attackers.run(target, loads, seconds),
    ...Array.from({ length: GOOD_WORKERS }, () => good.work(signal)),
    ...happened.map(({ fault, tally }) => repeat(fault, platform, tally, signal)),
  ]);
  await good.checkAll();
  return {
    rows: [
      ...Object.entries(tallies).map(([name, counts]) => ({ name, tally: new Tally(counts) })),
      ...happened.map(({ fault: { name }, tally }) => ({ name, tally })),
    ],
    good,
    wasServed: good.failures.length === 0 && good.registered > 0,
  };
}

async function repeat(fault: Fault, platform: LocalPlatform, tally: Tally, signal: AbortSignal): Promise<void> {
  // Rejects only for the abort, which ends the loop.
  const wait = () => pause(fault.everySeconds * 1_000, undefined, { signal }).catch(() => undefined);
  await wait();
  while (!signal.aborted) {
    await fault.happen(platform, tally, signal);
    await wait();
  }
}

/** The attackers, in a process of their own: what they need of the processor must not delay the well-behaved account's. */
class Attackers {
  private constructor(
    private readonly child: ReturnType<typeof fork>,
    readonly hastyTenant: string,
  ) {}

  static async start(): Promise<Attackers> {
    const child = fork(join(__dirname, 'attackers.js'));
    const [first] = (await once(child, 'message')) as [FromAttackers];
    if (!('hastyTenant' in first)) throw new Error('The attackers did not begin with their tenant');
    return new Attackers(child, first.hastyTenant);
  }

  /** @throws Error when they end before they have told how they were answered */
  async run(target: Target, loads: readonly Load[], seconds: number) {
    const attack: Attack = { target, loads: loads.map(({ name }) => name), seconds };
    const told = once(this.child, 'message', { signal: AbortSignal.timeout(seconds * 1_000 + LAST_ANSWERS_MS) });
    this.child.send(attack);
    const ended = once(this.child, 'exit').then(() => Promise.reject(new Error('The attackers have ended')));
    const [last] = (await Promise.race([told, ended])) as [FromAttackers];
    return 'tallies' in last ? last.tallies : {};
  }

  end(): void {
    this.child.kill('SIGKILL');
  }
}
