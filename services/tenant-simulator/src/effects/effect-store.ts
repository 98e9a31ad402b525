import { Inject, Injectable } from '@nestjs/common';
import type { ProvisioningStep } from '@system-landscape/contracts';
import { type Clock, CLOCK } from '@system-landscape/service-kit';
import type { StepAction, StepCall } from '../provisioning/step-call.js';
import { TenantDatabase } from '../storage/tenant-database.js';

/** A change in a tenant; one for each idempotency key and action. */
export interface Effect {
  readonly systemId: string;
  readonly step: ProvisioningStep;
  readonly action: StepAction;
  readonly idempotencyKey: string;
  readonly fencingNumber: number;
  readonly occurredAt: string;
}
/** `calls`: number of calls with this key and action, including failed ones. */
export type EffectWithCalls = Effect & { readonly calls: number };

/** The calls with one idempotency key and action. */
export interface CallRecord {
  readonly calls: number;
  readonly done: boolean;
  /** The operation that completes the call later. */
  readonly operationId?: string;
}

const NO_CALLS: CallRecord = { calls: 0, done: false };

/** Calls and their effects. Methods that write are to be called in a transaction. */
@Injectable()
export class EffectStore {
  constructor(
    private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** All effects in a tenant, oldest first. */
  list(tenantId: string): EffectWithCalls[] {
    return this.db.range<Effect>(['effect', tenantId]).map(({ value }) => ({
      ...value,
      calls: this.db.get<CallRecord>(callKey({ tenantId, ...value }))?.calls ?? 0,
    }));
  }

  /** @returns the record with this call counted */
  countCall(call: StepCall): CallRecord {
    const before = this.db.get<CallRecord>(callKey(call)) ?? NO_CALLS;
    const record: CallRecord = { ...before, calls: before.calls + 1 };
    this.db.put(callKey(call), record);
    return record;
  }

  /** Records which operation completes a call. */
  linkOperation(call: StepCall, operationId: string): void {
    const record = this.db.get<CallRecord>(callKey(call)) ?? NO_CALLS;
    this.db.put(callKey(call), { ...record, operationId } satisfies CallRecord);
  }

  /** Performs or takes back a step; repeating a call that is done has no effect. */
  apply(call: StepCall): void {
    const { tenantId, systemId, step, action, idempotencyKey, fencingNumber } = call;
    const record = this.db.get<CallRecord>(callKey(call)) ?? NO_CALLS;
    if (record.done) return;
    this.db.put(callKey(call), { ...record, done: true } satisfies CallRecord);
    const performed = this.db.get<boolean>(['performed', tenantId, systemId, step]) ?? false;
    // Taking back a step that was never performed succeeds without an effect.
    if (action === 'take-back' && !performed) return;
    this.db.put(['performed', tenantId, systemId, step], action === 'perform');
    const number = (this.db.get<number>(['effects', tenantId]) ?? 0) + 1;
    this.db.put(['effects', tenantId], number);
    const occurredAt = this.clock.now().toISOString();
    const effect: Effect = { systemId, step, action, idempotencyKey, fencingNumber, occurredAt };
    this.db.put(['effect', tenantId, number], effect);
  }
}

function callKey(call: { tenantId: string; action: StepAction; idempotencyKey: string }): string[] {
  return ['call', call.tenantId, call.action, call.idempotencyKey];
}
