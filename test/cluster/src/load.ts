import type { AddedAnswer, SystemAnswer } from '@system-landscape/e2e';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Caller, type Acknowledged } from './caller.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const LIVES_AT_ONCE = 3;
const WRITERS = 2;
const PAUSE_MS = 200;
/** Errors of one registration after which it counts as not recoverable. */
const MAX_ERRORS = 5;

interface TokenAnswer {
  readonly value: string;
}

interface Callers {
  readonly admin: Caller;
  readonly tenant: Caller;
}

/** Callers that work all the time: some take systems through their life, some only write. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  registered = 0;
  deregistered = 0;
  /** Registrations that ended in Error, and were then completed by a new token. */
  recovered = 0;
  private readonly lives = new Set<Promise<void>>();
  private readonly failures: Error[] = [];
  private isEnding = false;
  private readonly workers: Promise<void>[] = [];

  constructor(
    private readonly gateways: readonly string[],
    private readonly identityProvider: string,
  ) {}

  async begin(): Promise<void> {
    for (let index = 0; index < LIVES_AT_ONCE; index += 1) {
      this.workers.push(this.repeat(await this.callers(), (callers) => this.live(callers, index % 2 === 0)));
    }
    for (let index = 0; index < WRITERS; index += 1) {
      this.workers.push(this.repeat(await this.callers(), (callers) => this.addAndCancel(callers)));
    }
  }

  /** Waits until all that has begun has ended, while others go on. @throws Error that says what has not ended right */
  async settled(): Promise<void> {
    await Promise.all(this.lives);
    this.throwFailures();
  }

  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.all(this.workers);
    this.throwFailures();
  }

  private throwFailures(): void {
    const failures = this.failures.splice(0);
    if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join('\n'));
  }

  private async callers(): Promise<Callers> {
    const onAcknowledged = (write: Acknowledged) => void this.acknowledged.push(write);
    const signIn = (client: string) => Caller.signIn(this.gateways, this.identityProvider, client, onAcknowledged);
    return { admin: await signIn('ga-admin'), tenant: await signIn('tenant-admin') };
  }

  private async repeat(callers: Callers, work: (callers: Callers) => Promise<void>): Promise<void> {
    while (!this.isEnding) {
      const life = work(callers).catch((error: unknown) => {
        this.failures.push(error instanceof Error ? error : new Error(String(error)));
      });
      this.lives.add(life);
      await life;
      this.lives.delete(life);
      await wait(PAUSE_MS);
    }
  }

  private async add({ admin }: Callers): Promise<AddedAnswer> {
    const body = { name: `Cluster ${randomUUID()}`, type: 's4hana-cloud' };
    return admin.write<AddedAnswer>('POST', SYSTEMS, body);
  }

  private async addAndCancel(callers: Callers): Promise<void> {
    const { system } = await this.add(callers);
    await callers.admin.write('DELETE', `${SYSTEMS}/${system.id}`);
  }

  private async live(callers: Callers, isDeregistered: boolean): Promise<void> {
    const { admin } = callers;
    const { system } = await this.add(callers);
    const path = `${SYSTEMS}/${system.id}`;
    await admin.readUntil<SystemAnswer>(path, ({ status }) => status === 'PENDING');
    await this.redeem(callers, await admin.write<TokenAnswer>('GET', `${path}/integration-token`));
    for (let errors = 0; ; errors += 1) {
      const ended = ({ status }: SystemAnswer) => status === 'REGISTERED' || status === 'ERROR';
      const { status } = await admin.readUntil<SystemAnswer>(path, ended);
      if (status === 'REGISTERED') break;
      if (errors === MAX_ERRORS) throw new Error(`${path} ended in Error ${errors} times`);
      this.recovered += 1;
      await this.redeem(callers, await admin.write<TokenAnswer>('POST', `${path}/integration-token`));
    }
    this.registered += 1;
    if (!isDeregistered) return;
    await admin.write('POST', `${path}/deregistration`);
    await admin.readUntil<SystemAnswer>(path, ({ status }) => status === 'DEREGISTERED');
    this.deregistered += 1;
  }

  private async redeem({ tenant }: Callers, { value }: TokenAnswer): Promise<void> {
    await tenant.write('POST', EXTENSIONS, { integrationToken: value });
  }
}
