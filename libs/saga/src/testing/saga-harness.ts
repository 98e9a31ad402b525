import { RPC, type Preconditions, type RequestActor, type Rpc } from '@system-landscape/contracts';
import {
  currentToken,
  nameIdOf,
  parseSystemId,
  systemIdOf,
  systemStream,
  type System,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import { ACCOUNT, recorded, T0, TENANT, eventsForName } from '@system-landscape/domain/testing';
import { createEventStoreClient, EventStore } from '@system-landscape/event-store';
import { generateKey, loadKeyRing, signIntegrationToken } from '@system-landscape/integration-token';
import { BusSettings, connectNats, RpcClient, RpcError } from '@system-landscape/messaging';
import { loadSettings, SettableClock, type Clock } from '@system-landscape/service-kit';
import { eventually, freePort, TestEnvironment, type RunningService } from '@system-landscape/test-support';
import { jsonEvent } from '@eventstore/db-client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from 'nats';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type OpenService = (env: Readonly<Record<string, string>>, clock: Clock) => Promise<NestFastifyApplication>;

/** Administrator of the specs' tenant. */
export const TENANT_ADMIN: RequestActor = { subject: 'tenant-admin', roles: ['tenant-admin'], tenantId: TENANT };
export const ACCOUNT_ADMIN: RequestActor = {
  subject: 'ga-admin',
  roles: ['global-account-admin'],
  globalAccountId: ACCOUNT,
};
export const OPERATOR: RequestActor = { subject: 'operator', roles: ['operator'] };

export interface Ask {
  readonly actor?: RequestActor;
  /** Default: a new one. */
  readonly key?: string;
  readonly preconditions?: Preconditions;
}

/** A stored event. */
export interface Logged {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Path of a tenant's callback, and the status that the service answered. */
export interface TakenCallback {
  readonly path: string;
  readonly status: number;
}

/**
 * Runs a saga service with a settable clock against real processes: nats-server, event store, identity provider, tenants.
 * The stubbed read model lists every system as due, because decisions must not depend on it.
 */
export class SagaHarness {
  readonly clock = new SettableClock(T0);
  private readonly callbacks: TakenCallback[] = [];
  private readonly systemIds = new Set<string>();
  private readonly instances: NestFastifyApplication[] = [];

  private constructor(
    private readonly saga: 'registration' | 'deregistration',
    private readonly open: OpenService,
    private readonly environment: TestEnvironment,
    readonly store: EventStore,
    private readonly client: NatsConnection,
    private readonly issuer: string,
    private readonly tenants: RunningService,
    private readonly callbackServer: HttpServer,
  ) {
    client.subscribe(RPC.projection.listDueAttempts.subject, {
      callback: (_, message) => {
        const items = [...this.systemIds].map((systemId) => ({ systemId }));
        message.respond(JSON.stringify({ items, position: '0' }));
      },
    });
    callbackServer.on('request', (request: IncomingMessage, response) => {
      void this.takeCallback(request).then((status) => response.writeHead(status).end());
    });
  }

  /** Before each test: the clock is back at its start, and no system of an earlier test is due any more. */
  reset(): void {
    this.clock.set(T0);
    this.systemIds.clear();
  }

  /** Answers a query to the read model; `close` ends that. */
  readModel<Request extends object>(
    { subject }: Rpc<Request>,
    answer: (query: Request) => object,
  ): { readonly close: () => void } {
    const subscription = this.client.subscribe(subject, {
      callback: (_, message) => {
        message.respond(JSON.stringify({ position: '0', ...answer(message.json<Request>()) }));
      },
    });
    return { close: () => subscription.unsubscribe() };
  }

  static async start(saga: SagaHarness['saga'], open: OpenService): Promise<SagaHarness> {
    const environment = await TestEnvironment.start(saga, { nats: {}, eventStore: {} });
    writeFileSync(environment.file('keys.json'), JSON.stringify({ keys: [await generateKey()] }));
    const { verificationKeys } = loadKeyRing(environment.file('keys.json'));
    writeFileSync(environment.file('jwks.json'), JSON.stringify(verificationKeys));
    const callbackServer = environment.adopt(createServer(), (server) => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    });
    await new Promise<void>((listening) => callbackServer.listen(0, '127.0.0.1', listening));
    const port = String(await freePort());
    const issuer = `http://127.0.0.1:${port}`;
    await environment.startService('identity-provider', {
      PORT: port,
      ISSUER: issuer,
      DATA_DIR: environment.file('identity-provider'),
      CLIENTS_FILE: '',
    });
    const tenants = await environment.startService('tenant-simulator', {
      OIDC_ISSUER: issuer,
      PLATFORM_URL: `http://127.0.0.1:${(callbackServer.address() as AddressInfo).port}`,
      DATA_DIR: environment.file('tenants'),
    });
    const store = new EventStore(createEventStoreClient(environment.eventStore.url));
    environment.adopt(store, () => store.client.dispose());
    const settings = loadSettings(BusSettings, { NATS_URL: environment.nats.url });
    const client = environment.adopt(await connectNats(settings, 'test'), (connection) => connection.close());
    return new SagaHarness(saga, open, environment, store, client, issuer, tenants, callbackServer);
  }

  async stop(): Promise<void> {
    // First the tenants: an instance waits for its calls to end before it stops, and a tenant may be set to hang.
    await this.environment.release(this.tenants);
    await this.environment.stop();
  }

  /** Another instance of the service, which sweeps every 50 ms. */
  async startInstance(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const instance = await this.open(
      {
        ...this.environment.settings,
        OIDC_ISSUER: this.issuer,
        PLATFORM_CLIENT_SECRET: 'demo',
        INTEGRATION_TOKEN_JWKS: this.environment.file('jwks.json'),
        TENANT_URL_TEMPLATE: `${this.tenants.url}/tenants/{tenantId}`,
        PUBLIC_URL: `http://127.0.0.1:${(this.callbackServer.address() as AddressInfo).port}`,
        SWEEP_INTERVAL: 'PT0.05S',
        ...env,
      },
      this.clock,
    );
    this.instances.push(instance);
    return this.environment.adopt(instance, () => instance.close());
  }

  async stopAllInstances(): Promise<void> {
    await Promise.all(this.instances.splice(0).map((instance) => this.environment.release(instance)));
  }

  /** Sends a request, also one that the declaration forbids. */
  ask<Request extends object, Reply>(
    rpc: Rpc<Request, Reply>,
    data: object,
    { actor, key = randomUUID(), preconditions }: Ask = {},
  ): Promise<Reply> {
    const options = { idempotencyKey: key, ...(actor && { actor }), ...(preconditions && { preconditions }) };
    return new RpcClient(this.client).request(rpc, data as Request, options);
  }

  /** Stubs an RPC of a service that is not running here; returns the requests that it received. */
  answer({ subject }: Rpc, reply: object): { readonly asked: unknown[]; readonly close: () => void } {
    const asked: unknown[] = [];
    const subscription = this.client.subscribe(subject, {
      callback: (_, message) => {
        asked.push(message.json());
        message.respond(JSON.stringify(reply));
      },
    });
    return { asked, close: () => subscription.unsubscribe() };
  }

  /** Appends the events to a new stream, with its own name and the tenant. @returns id of the system */
  async given(events: readonly SystemEvent[], tenantId: string = TENANT): Promise<string> {
    const name = `System ${randomUUID()}`;
    const nameId = nameIdOf(ACCOUNT, name);
    const renamed = JSON.stringify(
      eventsForName(
        events.map((event) => recorded(event)),
        name,
      ),
    ).replaceAll(`"${TENANT}"`, `"${tenantId}"`);
    const stored = (JSON.parse(renamed) as { type: string; data: object; metadata: object }[]).map(
      ({ type, data, metadata }) => jsonEvent({ type, data: { ...data }, metadata: { ...metadata } }),
    );
    const systemId = systemIdOf(nameId, 1);
    this.systemIds.add(systemId);
    await this.store.client.appendToStream(systemStream(nameId), stored);
    return systemId;
  }

  /** The text of the first token of a given system. */
  async tokenOf(systemId: string): Promise<string> {
    const state = await this.stateOf(systemId);
    if (state.status === 'NONE') throw new Error(`There is no system ${systemId}`);
    const { globalAccountId, type: systemType, communicationScenarioGroup } = state;
    const token = currentToken(state)!;
    return signIntegrationToken(
      { ...token, systemId, globalAccountId, systemType, communicationScenarioGroup },
      loadKeyRing(this.environment.file('keys.json')),
    );
  }

  stateOf(systemId: string): Promise<SystemState> {
    return this.store.loadSystem(parseSystemId(systemId)!.nameId);
  }

  async statusOf(systemId: string): Promise<SystemState['status']> {
    return (await this.stateOf(systemId)).status;
  }

  /** The stored events of a system, oldest first. */
  async recordedOf(systemId: string): Promise<Logged[]> {
    const events: Logged[] = [];
    for await (const { event } of this.store.client.readStream(systemStream(parseSystemId(systemId)!.nameId))) {
      if (event) events.push(event as Logged);
    }
    return events;
  }

  async eventsOf(systemId: string): Promise<SystemEvent[]> {
    return (await this.recordedOf(systemId)).map(({ type, data }) => ({ type, data }) as unknown as SystemEvent);
  }

  async typesOf(systemId: string): Promise<string[]> {
    return (await this.eventsOf(systemId)).map(({ type }) => type);
  }

  /** Data of the last event of a type. */
  async last(systemId: string, type: SystemEvent['type']): Promise<Readonly<Record<string, unknown>> | undefined> {
    return (await this.recordedOf(systemId)).findLast((event) => event.type === type)?.data;
  }

  /** Waits until an event of the type stands in the log. */
  contains(systemId: string, type: SystemEvent['type']): Promise<boolean> {
    return eventually(async () => (await this.typesOf(systemId)).includes(type));
  }

  becomes(systemId: string, status: System['status']): Promise<boolean> {
    return eventually(async () => (await this.statusOf(systemId)) === status);
  }

  /** As `becomes`, while time goes by, so that everything that is due in the meantime happens. */
  becomesInTime(systemId: string, status: System['status']): Promise<boolean> {
    return eventually(async () => {
      this.clock.advance(1_000);
      return (await this.statusOf(systemId)) === status;
    });
  }

  /** Waits for the first callbacks of a system: it may reach a status before the last callback was answered. */
  callbacksOf(systemId: string, count: number): Promise<TakenCallback[]> {
    return eventually(() => {
      const taken = this.callbacks.filter(({ path }) => path.includes(systemId));
      return taken.length >= count ? taken : undefined;
    });
  }

  /** Sets the fault that a tenant simulates from now on. */
  async fault(tenantId: string, fault: object): Promise<void> {
    const answer = await fetch(`${this.tenants.url}/faults/${tenantId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!answer.ok) throw new Error(`The simulator refuses the fault: ${await answer.text()}`);
  }

  /** What took effect in a tenant for a system, oldest first. */
  async effects(tenantId: string, systemId: string): Promise<{ step: string; action: string; calls: number }[]> {
    const answer = await fetch(`${this.tenants.url}/effects/${tenantId}?systemId=${systemId}`);
    return ((await answer.json()) as { items: { step: string; action: string; calls: number }[] }).items;
  }

  /** Stands in for the gateway: forwards a callback from HTTP to NATS. */
  private async takeCallback(request: IncomingMessage): Promise<number> {
    const path = request.url ?? '';
    const [, , , tenantId, , systemId, attempt, step] = path.split('/');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const report = JSON.parse(Buffer.concat(chunks).toString('utf8')) as object;
    const actor = { subject: `tenant-${tenantId}`, roles: ['tenant-system'], tenantId: tenantId! };
    const data = { tenantId, systemId, attempt: Number(attempt), step, report };
    const status = await this.ask(RPC[this.saga].reportStep, data, { actor }).then(
      () => 204,
      (error: unknown) => (error instanceof RpcError ? error.body.status : 500),
    );
    this.callbacks.push({ path, status });
    return status;
  }
}
