import {
  RPC,
  type EntitlementConfigurationReply,
  type FormationReply,
  type Preconditions,
  type RequestActor,
  type WriteReply,
  type Rpc,
} from '@system-landscape/contracts';
import {
  entriesIn,
  formationIdOf,
  formationStream,
  nameIdOf,
  parseSystemId,
  systemIdOf,
  systemStream,
  type Decision,
  type FormationState,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import { ACCOUNT, recorded, T0, eventsForName } from '@system-landscape/domain/testing';
import { createEventStoreClient, EventStore, type CommandContext } from '@system-landscape/event-store';
import { connectNats, RpcClient, serveRpc } from '@system-landscape/messaging';
import { loadSettings, SettableClock } from '@system-landscape/service-kit';
import { TestEnvironment, type RunningService } from '@system-landscape/test-support';
import { jsonEvent } from '@eventstore/db-client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from 'nats';
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { AppModule } from '../app.module.js';
import { AssignmentSettings } from '../settings.js';

export const ADMIN: RequestActor = {
  subject: 'ga-admin',
  roles: ['global-account-admin'],
  globalAccountId: ACCOUNT,
};
export const LANDSCAPE_ADMIN: RequestActor = { ...ADMIN, subject: 'admin-2', roles: ['system-landscape-admin'] };
export const VIEWER: RequestActor = { ...ADMIN, subject: 'viewer', roles: ['system-landscape-viewer'] };
export const STRANGER: RequestActor = { ...ADMIN, subject: 'stranger', globalAccountId: 'ga-other' };

export interface Ask {
  readonly actor?: RequestActor;
  /** Default: a new one. */
  readonly key?: string;
  readonly preconditions?: Preconditions;
}

/** Runs the service with a real nats-server, event store and projection, and a clock that tests set. */
export class AssignmentHarness {
  readonly clock = new SettableClock(T0);
  private projection: RunningService | undefined;

  private constructor(
    private readonly environment: TestEnvironment,
    readonly store: EventStore,
    private readonly client: NatsConnection,
  ) {}

  static async start(): Promise<AssignmentHarness> {
    const environment = await TestEnvironment.start('assignment', { nats: {}, eventStore: {} });
    writeFileSync(environment.file('read-model.key'), randomBytes(32));
    const store = new EventStore(createEventStoreClient(environment.eventStore.url));
    environment.adopt(store, () => store.client.dispose());
    const settings = loadSettings(AssignmentSettings, environment.settings);
    const client = environment.adopt(await connectNats(settings, 'test'), (connection) => connection.close());
    const harness = new AssignmentHarness(environment, store, client);
    await harness.startProjection();
    return harness;
  }

  stop(): Promise<void> {
    return this.environment.stop();
  }

  async startInstance(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const settings = loadSettings(AssignmentSettings, {
      ...this.environment.settings,
      DELETION_SWEEP_INTERVAL: 'PT0.1S',
      ...env,
    });
    const connection = await connectNats(settings, 'assignment');
    const module = AppModule.with({ settings, connection, clock: this.clock });
    const instance = await serveRpc({ name: 'assignment', module, settings, connection });
    return this.environment.adopt(instance, () => instance.close());
  }

  stopInstance(instance: NestFastifyApplication): Promise<void> {
    return this.environment.release(instance);
  }

  async startProjection(): Promise<void> {
    this.projection = await this.environment.startService('projection', {
      DATA_DIR: this.environment.file('read-model'),
      DATA_KEY_FILE: this.environment.file('read-model.key'),
    });
  }

  async stopProjection(): Promise<void> {
    if (this.projection) await this.environment.release(this.projection);
    this.projection = undefined;
  }

  /** Also sends requests that the contract's type forbids. */
  ask<Request extends object, Reply>(
    rpc: Rpc<Request, Reply>,
    data: object,
    { actor = ADMIN, key = randomUUID(), preconditions }: Ask = {},
  ): Promise<Reply> {
    const options = { actor, idempotencyKey: key, ...(preconditions && { preconditions }) };
    return new RpcClient(this.client).request(rpc, data as Request, options);
  }

  /** Sends a request without headers, so without an actor. */
  async anonymous({ subject }: Rpc, data: object): Promise<unknown> {
    return (await this.client.request(subject, JSON.stringify(data))).json();
  }

  create(data: object = {}, ask?: Ask): Promise<FormationReply> {
    const body = { globalAccountId: ACCOUNT, name: `Formation ${randomUUID()}`, ...data };
    return this.ask(RPC.assignment.createFormation, body, ask);
  }

  include(formationId: string, systemId: string, ask?: Ask): Promise<WriteReply> {
    return this.ask(RPC.assignment.includeSystem, { globalAccountId: ACCOUNT, formationId, systemId }, ask);
  }

  exclude(formationId: string, systemId: string, ask?: Ask): Promise<WriteReply> {
    return this.ask(RPC.assignment.excludeSystem, { globalAccountId: ACCOUNT, formationId, systemId }, ask);
  }

  delete(formationId: string, ask?: Ask): Promise<WriteReply> {
    return this.ask(RPC.assignment.deleteFormation, { globalAccountId: ACCOUNT, formationId }, ask);
  }

  configure(systemId: string, data: object = {}, ask?: Ask): Promise<EntitlementConfigurationReply> {
    const plan = { subaccount: 'dev', service: 's4-hana-cloud', plan: 'messaging' };
    const body = { globalAccountId: ACCOUNT, systemId, ...plan, ...data };
    return this.ask(RPC.assignment.configureEntitlement, body, ask);
  }

  remove(entitlementConfigurationId: string, ask?: Ask): Promise<WriteReply> {
    const body = { globalAccountId: ACCOUNT, entitlementConfigurationId };
    return this.ask(RPC.assignment.removeEntitlementConfiguration, body, ask);
  }

  /** Appends the events to a new stream with its own name. @returns id of the system */
  async given(events: readonly SystemEvent[], globalAccountId: string = ACCOUNT): Promise<string> {
    const name = `System ${randomUUID()}`;
    const nameId = nameIdOf(globalAccountId, name);
    const inLog = events.map((event) => recorded(event));
    await this.store.client.appendToStream(
      systemStream(nameId),
      eventsForName(inLog, name, globalAccountId).map(({ type, data, metadata }) =>
        jsonEvent({ type, data: { ...data }, metadata: { ...metadata } }),
      ),
    );
    return systemIdOf(nameId, 1);
  }

  /** Appends what another service, or a process that has crashed since, would append. */
  async appendToSystem(systemId: string, decide: (state: SystemState) => Decision<SystemEvent>): Promise<SystemState> {
    return (await this.store.onSystem(parseSystemId(systemId)!.nameId, this.command(), decide)).state;
  }

  async appendToFormation(
    formationId: string,
    decide: Parameters<EventStore['onFormation']>[2],
  ): Promise<FormationState> {
    return (await this.store.onFormation(formationId, this.command(), decide)).state;
  }

  /** Ids of the formations that the system is in. */
  async formationsOf(systemId: string): Promise<string[]> {
    const state = await this.store.loadSystem(parseSystemId(systemId)!.nameId);
    return state.status === 'NONE' ? [] : entriesIn(state.formations).map(([id]) => id);
  }

  async formationStatus(formationId: string): Promise<FormationState['status']> {
    return (await this.store.loadFormation(formationId)).status;
  }

  /** The stored events of a stream, oldest first. */
  async eventsOf(stream: string): Promise<{ type: string; data: object; metadata: object }[]> {
    const events = [];
    for await (const { event } of this.store.client.readStream(stream)) {
      if (event) events.push({ type: event.type, data: event.data as object, metadata: event.metadata as object });
    }
    return events;
  }

  private command(): CommandContext {
    return {
      operation: 'test',
      caller: 'test',
      key: randomUUID(),
      actor: { subject: 'test', roles: [] },
      correlationId: 'test',
      causationId: 'test',
      now: this.clock.now(),
    };
  }
}

export function streamOfSystem(systemId: string): string {
  return systemStream(parseSystemId(systemId)!.nameId);
}

export function streamOfFormation(name: string): string {
  return formationStream(formationIdOf(ACCOUNT, name));
}
