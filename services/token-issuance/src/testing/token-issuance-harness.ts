import {
  RPC,
  type CountLiveTokensQuery,
  type IntegrationTokenView,
  type ListOverdueTokensQuery,
  type ListOverdueTokensReply,
  type Preconditions,
  type RegisterSystemReply,
  type RequestActor,
  type SystemRequest,
  type TokenReply,
  type WriteReply,
  type Rpc,
} from '@system-landscape/contracts';
import { parseSystemId, type Decision, type SystemEvent, type SystemState } from '@system-landscape/domain';
import { createEventStoreClient, EventStore } from '@system-landscape/event-store';
import {
  generateKey,
  loadKeyRing,
  verifyIntegrationToken,
  type IntegrationTokenClaims,
} from '@system-landscape/integration-token';
import { connectNats, RpcClient, serveRpc } from '@system-landscape/messaging';
import { loadSettings, SettableClock } from '@system-landscape/service-kit';
import { TestEnvironment, type RunningService } from '@system-landscape/test-support';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection, Subscription } from 'nats';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { AppModule } from '../app.module.js';
import { TokenIssuanceSettings } from '../settings.js';

export const ACCOUNT = 'ga-demo';
export const ADMIN: RequestActor = {
  subject: 'ga-admin',
  roles: ['global-account-admin'],
  globalAccountId: ACCOUNT,
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const T0 = new Date('2026-01-05T08:00:00.000Z');

export interface Ask {
  readonly actor?: RequestActor;
  /** Default: a new one. */
  readonly key?: string;
  /** Default: 10,000. */
  readonly timeoutMs?: number;
  readonly preconditions?: Preconditions;
}

/** Runs the service with a real nats-server and event store, and a clock that tests set. */
export class TokenIssuanceHarness {
  readonly clock = new SettableClock(T0);

  private constructor(
    readonly environment: TestEnvironment,
    readonly store: EventStore,
    private readonly client: NatsConnection,
  ) {}

  static async start(): Promise<TokenIssuanceHarness> {
    const environment = await TestEnvironment.start('token-issuance', { nats: {}, eventStore: {} });
    writeFileSync(environment.file('keys.json'), JSON.stringify({ keys: [await generateKey()] }));
    const store = new EventStore(createEventStoreClient(environment.eventStore.url));
    environment.adopt(store, () => store.client.dispose());
    const connection = await connectNats(settingsOf(environment), 'test');
    return new TokenIssuanceHarness(
      environment,
      store,
      environment.adopt(connection, () => connection.close()),
    );
  }

  stop(): Promise<void> {
    return this.environment.stop();
  }

  /** Resolves when the server has received all requests sent so far. */
  flush(): Promise<void> {
    return this.client.flush();
  }

  /** Another instance of the service; its sweep runs only when a test calls it. */
  async startInstance(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const settings = settingsOf(this.environment, env);
    const connection = await connectNats(settings, 'token-issuance');
    const module = AppModule.with({ settings, connection, clock: this.clock });
    const instance = await serveRpc({ name: 'token-issuance', module, settings, connection });
    return this.environment.adopt(instance, () => instance.close());
  }

  stopInstance(instance: NestFastifyApplication): Promise<void> {
    return this.environment.release(instance);
  }

  /** The built program in a process of its own. */
  startOwnProcess(env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    return this.environment.startService('token-issuance', {
      INTEGRATION_TOKEN_KEYS: this.environment.file('keys.json'),
      ...env,
    });
  }

  /** Adds a key in front of the others, as a rotation does; instances read it when they start. */
  async rotateKeys(): Promise<void> {
    const path = this.environment.file('keys.json');
    const { keys } = JSON.parse(readFileSync(path, 'utf8')) as { keys: object[] };
    writeFileSync(path, JSON.stringify({ keys: [await generateKey(), ...keys] }));
  }

  /** Also sends requests that the contract's type forbids. */
  ask<Request extends object, Reply>(
    rpc: Rpc<Request, Reply>,
    data: object,
    { actor = ADMIN, key = randomUUID(), ...options }: Ask = {},
  ): Promise<Reply> {
    return new RpcClient(this.client).request(rpc, data as Request, { ...options, actor, idempotencyKey: key });
  }

  /** A request as any NATS client sends it: plain JSON, no headers. */
  async plainRequest({ subject }: Rpc, data: object): Promise<unknown> {
    const reply = await this.client.request(subject, JSON.stringify(data));
    return reply.json();
  }

  register(data: object = {}, ask?: Ask): Promise<RegisterSystemReply> {
    const name = `System ${randomUUID()}`;
    const body = { globalAccountId: ACCOUNT, name, type: 's4hana-cloud', ...data };
    return this.ask(RPC.tokenIssuance.registerSystem, body, ask);
  }

  display(systemId: string, ask?: Ask): Promise<TokenReply> {
    return this.ask(RPC.tokenIssuance.displayToken, requestFor(systemId), ask);
  }

  displayIn(globalAccountId: string, systemId: string, ask?: Ask): Promise<TokenReply> {
    return this.ask(RPC.tokenIssuance.displayToken, { globalAccountId, systemId }, ask);
  }

  issue(systemId: string, ask?: Ask): Promise<TokenReply> {
    return this.ask(RPC.tokenIssuance.issueToken, requestFor(systemId), ask);
  }

  cancel(systemId: string, ask?: Ask): Promise<WriteReply> {
    return this.ask(RPC.tokenIssuance.cancelRegistration, requestFor(systemId), ask);
  }

  claimsOf({ value }: IntegrationTokenView): Promise<IntegrationTokenClaims | undefined> {
    return verifyIntegrationToken(value, loadKeyRing(this.environment.file('keys.json')).verificationKeys);
  }

  /** The stored events of a system, oldest first. */
  async eventsOf(systemId: string): Promise<{ type: string; data: Record<string, unknown>; metadata: object }[]> {
    const events = [];
    for await (const { event } of this.store.client.readStream(`system-${nameOf(systemId)}`)) {
      if (event)
        events.push({
          type: event.type,
          data: event.data as Record<string, unknown>,
          metadata: event.metadata as object,
        });
    }
    return events;
  }

  /** All stored events, as text. */
  async wholeLog(): Promise<string> {
    const events: unknown[] = [];
    for await (const { event } of this.store.client.readAll()) {
      if (event && !event.type.startsWith('$')) events.push({ data: event.data, metadata: event.metadata });
    }
    return JSON.stringify(events);
  }

  /** Appends what another service would append. */
  async append(systemId: string, decide: (state: SystemState) => Decision<SystemEvent>): Promise<SystemState> {
    const { state } = await this.store.onSystem(
      nameOf(systemId),
      {
        operation: 'test',
        caller: 'test',
        key: randomUUID(),
        actor: { subject: 'tenant-admin', roles: ['tenant-admin'] },
        correlationId: 'test',
        causationId: 'test',
        now: this.clock.now(),
      },
      decide,
    );
    return state;
  }

  /**
   * Answers the queries to the read model as a test needs it: right, wrong or late. Decisions must not depend on it.
   */
  readModel(answers: {
    readonly count?: (query: CountLiveTokensQuery) => number;
    readonly overdue?: (query: ListOverdueTokensQuery) => ListOverdueTokensReply['items'];
  }): { readonly close: () => void } {
    const { count, overdue } = answers;
    const subscriptions = [
      count && this.answer(RPC.projection.countLiveTokens, (query: CountLiveTokensQuery) => ({ count: count(query) })),
      overdue &&
        this.answer(RPC.projection.listOverdueTokens, (query: ListOverdueTokensQuery) => ({
          items: overdue(query),
        })),
    ];
    return { close: () => subscriptions.forEach((subscription) => subscription?.unsubscribe()) };
  }

  /** Answers every request of this RPC with an error. */
  answerWithError(rpc: Rpc): { readonly close: () => void } {
    const error = { code: 'READ_MODEL_BEHIND', status: 503, detail: 'The read model is behind.' };
    const subscription = this.answer(rpc, () => ({ error }));
    return { close: () => subscription.unsubscribe() };
  }

  private answer<Request extends { minPosition?: string }>(
    { subject }: Rpc<Request>,
    answer: (query: Request) => object,
  ): Subscription {
    return this.client.subscribe(subject, {
      callback: (_, message) => {
        const query = message.json<Request>();
        message.respond(JSON.stringify({ ...answer(query), position: query.minPosition ?? '0' }));
      },
    });
  }
}

function requestFor(systemId: string): SystemRequest {
  return { globalAccountId: ACCOUNT, systemId };
}

function nameOf(systemId: string): string {
  return parseSystemId(systemId)!.nameId;
}

function settingsOf(environment: TestEnvironment, env: Readonly<Record<string, string>> = {}): TokenIssuanceSettings {
  return loadSettings(TokenIssuanceSettings, {
    ...environment.settings,
    INTEGRATION_TOKEN_KEYS: environment.file('keys.json'),
    EXPIRY_SWEEP_INTERVAL: 'P1D',
    ...env,
  });
}
