import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ProvisioningStep } from '@system-landscape/contracts';
import { type Clock, CLOCK } from '@system-landscape/service-kit';
import { randomUUID } from 'node:crypto';
import { type Key, open, type RootDatabase } from 'lmdb';
import { type Fault, NO_FAULT } from './faults/fault.js';
import type { StepAction, StepCall } from './provisioning/step-call.js';
import { TenantSimulatorSettings } from './settings.js';

/** Something that happened in a tenant, once. */
export interface Effect {
  readonly systemId: string;
  readonly step: ProvisioningStep;
  readonly action: StepAction;
  readonly idempotencyKey: string;
  readonly fencingNumber: number;
  readonly occurredAt: string;
}
/** `calls`: how often the platform called with this key and method, tries that failed included. */
export type EffectWithCalls = Effect & { readonly calls: number };

/** Work that was accepted and ends later. */
export interface Operation {
  readonly id: string;
  readonly call: StepCall;
  readonly state: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly reason?: string;
  /** RFC 3339. */
  readonly dueAt: string;
  readonly callback: 'none' | 'to-send' | 'accepted' | 'refused' | 'given-up';
}

/** What the tenant does with a call that has arrived. */
export type Arrival =
  | { readonly kind: 'fenced' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'accepted'; readonly operation: Operation }
  | { readonly kind: 'refuse'; readonly status: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'unknown-state' };

/** The highest attempt that a tenant has seen for a system. */
interface Fence {
  readonly number: number;
  /** It takes back, so performing with the same number comes too late. */
  readonly takesBack: boolean;
}

interface CallRecord {
  readonly calls: number;
  readonly done: boolean;
  readonly operationId?: string;
}

const ALL_STEPS = '*';

/**
 * Everything the simulated tenants know, on disk: a promise resolves when the change would survive a power cut.
 * Each method is one transaction, so that two calls with one key have one effect, however they come.
 */
@Injectable()
export class TenantStore implements OnApplicationShutdown {
  private readonly db: RootDatabase<unknown, Key>;

  constructor(
    @Inject(TenantSimulatorSettings) { dataDir }: TenantSimulatorSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    // Without overlapping sync a commit is reported when it is flushed, not before.
    this.db = open({ path: dataDir, overlappingSync: false });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.db.close();
  }

  // --- faults

  setFault(tenantId: string, fault: Fault): Promise<void> {
    return this.db.transaction(() => {
      if (fault.step === undefined) this.removeFaults(tenantId);
      this.put(['fault', tenantId, fault.step ?? ALL_STEPS], fault);
    });
  }

  clearFaults(tenantId: string): Promise<void> {
    return this.db.transaction(() => this.removeFaults(tenantId));
  }

  faults(tenantId: string): Fault[] {
    return this.range<Fault>(['fault', tenantId]).map(({ value }) => value);
  }

  /** The fault that holds for a step: its own one, else that of all steps. */
  faultOf(tenantId: string, step: string): Fault {
    return this.get<Fault>(['fault', tenantId, step]) ?? this.get<Fault>(['fault', tenantId, ALL_STEPS]) ?? NO_FAULT;
  }

  // --- calls

  /** A call has arrived: counts it, checks its fencing number and lets it have its effect, unless a fault is in the way. */
  arrive(call: StepCall): Promise<Arrival> {
    return this.db.transaction((): Arrival => {
      if (!this.passFence(call)) return { kind: 'fenced' };
      const record = this.count(call);
      const fault = this.useFault(call.tenantId, call.step);
      switch (fault.mode) {
        case 'fail':
        case 'fail-times':
          return { kind: 'refuse', status: fault.status ?? 500 };
        case 'never-answers':
          return { kind: 'hang' };
        case 'down':
          return { kind: 'drop' };
        case 'unknown-status':
          return { kind: 'unknown-state' };
        case 'slow':
          return { kind: 'slow', delayMs: fault.delayMs ?? 0 };
        case 'async-poll':
        case 'async-callback':
        case 'ok':
          return this.proceed(call, record, fault);
        default:
          throw new Error(`Unknown fault ${JSON.stringify(fault.mode satisfies never)}`);
      }
    });
  }

  /** A slow call is through: false when a later attempt has overtaken it meanwhile. */
  endSlowCall(call: StepCall): Promise<boolean> {
    return this.db.transaction(() => {
      if (!this.passFence(call)) return false;
      this.takeEffect(call);
      return true;
    });
  }

  /** Somebody asks where an operation stands: what a fault makes of that, if any. */
  faultOfPoll(operation: Operation): Promise<Fault> {
    return this.db.transaction(() => this.useFault(operation.call.tenantId, operation.call.step));
  }

  /** Everything that took effect in a tenant, in order. */
  effects(tenantId: string): EffectWithCalls[] {
    return this.range<Effect>(['effect', tenantId]).map(({ value }) => ({
      ...value,
      calls: this.get<CallRecord>(callKey({ tenantId, ...value }))?.calls ?? 0,
    }));
  }

  // --- accepted work

  operation(tenantId: string, id: string): Operation | undefined {
    return this.get<Operation>(['operation', tenantId, id]);
  }

  /** What is to be ended or reported, also from before a restart. */
  unfinishedOperations(): Operation[] {
    return this.range<true>(['unfinished']).flatMap(({ key }) => this.operation(String(key[1]), String(key[2])) ?? []);
  }

  /** The time of an operation has come: it takes effect now, unless a later attempt has overtaken it. */
  endOperation({ id, call }: Operation): Promise<Operation> {
    return this.db.transaction(() => {
      const operation = this.operation(call.tenantId, id)!;
      if (operation.state !== 'IN_PROGRESS') return operation;
      const passes = this.passFence(call);
      if (passes) this.takeEffect(call);
      const ended: Operation = passes
        ? { ...operation, state: 'COMPLETED' }
        : { ...operation, state: 'FAILED', reason: 'A later attempt has overtaken this one' };
      this.keepOperation(ended);
      return ended;
    });
  }

  /** Nobody needs to try the callback again. */
  endCallback({ id, call }: Operation, callback: 'accepted' | 'refused' | 'given-up'): Promise<void> {
    return this.db.transaction(() => {
      this.keepOperation({ ...this.operation(call.tenantId, id)!, callback });
    });
  }

  // --- inside a transaction

  private proceed(call: StepCall, record: CallRecord, fault: Fault): Arrival {
    if (record.done) return { kind: 'completed' };
    const running = record.operationId === undefined ? undefined : this.operation(call.tenantId, record.operationId);
    if (running) return { kind: 'accepted', operation: running };
    if (fault.mode === 'ok') {
      this.takeEffect(call);
      return { kind: 'completed' };
    }
    const operation: Operation = {
      id: randomUUID(),
      call,
      state: 'IN_PROGRESS',
      dueAt: new Date(this.clock.now().getTime() + (fault.delayMs ?? 0)).toISOString(),
      callback: fault.mode === 'async-callback' ? 'to-send' : 'none',
    };
    this.keepOperation(operation);
    this.put(callKey(call), { ...record, operationId: operation.id } satisfies CallRecord);
    return { kind: 'accepted', operation };
  }

  private takeEffect(call: StepCall): void {
    const { tenantId, systemId, step, action, idempotencyKey, fencingNumber } = call;
    const record = this.get<CallRecord>(callKey(call)) ?? { calls: 0, done: false };
    if (record.done) return;
    this.put(callKey(call), { ...record, done: true } satisfies CallRecord);
    const performed = this.get<boolean>(['performed', tenantId, systemId, step]) ?? false;
    // What was never performed cannot be taken back; that is no error, and no effect.
    if (action === 'take-back' && !performed) return;
    this.put(['performed', tenantId, systemId, step], action === 'perform');
    const number = (this.get<number>(['effects', tenantId]) ?? 0) + 1;
    this.put(['effects', tenantId], number);
    const occurredAt = this.clock.now().toISOString();
    const effect: Effect = { systemId, step, action, idempotencyKey, fencingNumber, occurredAt };
    this.put(['effect', tenantId, number], effect);
  }

  private passFence({ tenantId, systemId, fencingNumber, action }: StepCall): boolean {
    const key = ['fence', tenantId, systemId];
    const fence = this.get<Fence>(key) ?? { number: 0, takesBack: false };
    if (fencingNumber < fence.number) return false;
    const takesBack = action === 'take-back';
    if (fencingNumber === fence.number && fence.takesBack) return takesBack;
    if (fencingNumber > fence.number || takesBack) this.put(key, { number: fencingNumber, takesBack } satisfies Fence);
    return true;
  }

  private count(call: StepCall): CallRecord {
    const before = this.get<CallRecord>(callKey(call)) ?? { calls: 0, done: false };
    const record: CallRecord = { ...before, calls: before.calls + 1 };
    this.put(callKey(call), record);
    return record;
  }

  private useFault(tenantId: string, step: ProvisioningStep): Fault {
    const fault = this.faultOf(tenantId, step);
    if (fault.mode !== 'fail-times') return fault;
    const times = (fault.times ?? 1) - 1;
    const { step: faultStep } = fault;
    const rest: Fault =
      times > 0 ? { ...fault, times } : { ...(faultStep !== undefined && { step: faultStep }), mode: 'ok' };
    this.put(['fault', tenantId, faultStep ?? ALL_STEPS], rest);
    return fault;
  }

  private keepOperation(operation: Operation): void {
    const { id, call, state, callback } = operation;
    this.put(['operation', call.tenantId, id], operation);
    const unfinished = ['unfinished', call.tenantId, id];
    if (state === 'IN_PROGRESS' || callback === 'to-send') this.put(unfinished, true);
    else void this.db.remove(unfinished);
  }

  private removeFaults(tenantId: string): void {
    for (const { key } of this.range(['fault', tenantId])) void this.db.remove(key);
  }

  private get<T>(key: Key): T | undefined {
    return this.db.get(key) as T | undefined;
  }

  private put(key: Key, value: unknown): void {
    // Inside a transaction; the transaction's promise says when it is on disk.
    void this.db.put(key, value);
  }

  private range<T>(prefix: string[]): { key: Key[]; value: T }[] {
    const entries = this.db.getRange({ start: prefix, end: [...prefix, AFTER_ALL] });
    return [...entries.map(({ key, value }) => ({ key: key as Key[], value: value as T }))];
  }
}

/** Sorts behind every text and number that is a part of a key. */
const AFTER_ALL = '\uffff';

function callKey(call: { tenantId: string; action: StepAction; idempotencyKey: string }): string[] {
  return ['call', call.tenantId, call.action, call.idempotencyKey];
}
