import { Inject, Injectable } from '@nestjs/common';
import { type Clock, CLOCK } from '@system-landscape/service-kit';
import { randomUUID } from 'node:crypto';
import { type CallRecord, EffectStore } from '../effects/effect-store.js';
import type { Fault } from '../faults/fault.js';
import { FaultStore } from '../faults/fault-store.js';
import { TenantDatabase } from '../storage/tenant-database.js';
import { type Operation, OperationStore } from './operation-store.js';
import type { StepCall } from './step-call.js';

/** How the tenant responds to a call. */
export type CallOutcome =
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
  /** The attempt takes steps back: performing a step with the same number is too late. */
  readonly takesBack: boolean;
}

/**
 * Processes step calls. Each public method is one transaction, so that concurrent calls with the same idempotency key
 * have one effect; its promise resolves when the change is on disk.
 */
@Injectable()
export class StepProcessor {
  constructor(
    private readonly db: TenantDatabase,
    private readonly faults: FaultStore,
    private readonly effects: EffectStore,
    private readonly operations: OperationStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Counts a call, checks its fencing number, and applies its effect unless a fault prevents it. */
  receiveCall(call: StepCall): Promise<CallOutcome> {
    return this.db.transaction((): CallOutcome => {
      if (!this.passesFence(call)) return { kind: 'fenced' };
      const record = this.effects.countCall(call);
      const fault = this.faults.consume(call.tenantId, call.step);
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
          return this.execute(call, record, fault);
        default:
          throw new Error(`Unknown fault ${JSON.stringify(fault.mode satisfies never)}`);
      }
    });
  }

  /** Applies the effect of a slow call after its delay. @returns false when a later attempt has overtaken the call */
  completeSlowCall(call: StepCall): Promise<boolean> {
    return this.db.transaction(() => {
      if (!this.passesFence(call)) return false;
      this.effects.apply(call);
      return true;
    });
  }

  /** The fault that applies to a poll of an operation. */
  faultOfPoll({ call }: Operation): Promise<Fault> {
    return this.db.transaction(() => this.faults.consume(call.tenantId, call.step));
  }

  /** Completes an operation that is due; it fails when a later attempt has overtaken it. */
  completeOperation({ id, call }: Operation): Promise<Operation> {
    return this.db.transaction(() => {
      const operation = this.operations.find(call.tenantId, id)!;
      if (operation.state !== 'IN_PROGRESS') return operation;
      const passes = this.passesFence(call);
      if (passes) this.effects.apply(call);
      const ended: Operation = passes
        ? { ...operation, state: 'COMPLETED' }
        : { ...operation, state: 'FAILED', reason: 'A later attempt has overtaken this one' };
      this.operations.save(ended);
      return ended;
    });
  }

  /** Records the final result of an operation's callback. */
  recordCallback({ id, call }: Operation, callback: 'accepted' | 'refused' | 'given-up'): Promise<void> {
    return this.db.transaction(() => {
      this.operations.save({ ...this.operations.find(call.tenantId, id)!, callback });
    });
  }

  private execute(call: StepCall, { done, operationId }: CallRecord, fault: Fault): CallOutcome {
    if (done) return { kind: 'completed' };
    const running = operationId === undefined ? undefined : this.operations.find(call.tenantId, operationId);
    if (running) return { kind: 'accepted', operation: running };
    if (fault.mode === 'ok') {
      this.effects.apply(call);
      return { kind: 'completed' };
    }
    const operation: Operation = {
      id: randomUUID(),
      call,
      state: 'IN_PROGRESS',
      dueAt: new Date(this.clock.now().getTime() + (fault.delayMs ?? 0)).toISOString(),
      callback: fault.mode === 'async-callback' ? 'to-send' : 'none',
    };
    this.operations.save(operation);
    this.effects.linkOperation(call, operation.id);
    return { kind: 'accepted', operation };
  }

  /** Whether no later attempt is known; raises the fence to this attempt. */
  private passesFence({ tenantId, systemId, fencingNumber, action }: StepCall): boolean {
    const key = ['fence', tenantId, systemId];
    const fence = this.db.get<Fence>(key) ?? { number: 0, takesBack: false };
    if (fencingNumber < fence.number) return false;
    const takesBack = action === 'take-back';
    if (fencingNumber === fence.number && fence.takesBack) return takesBack;
    if (fencingNumber > fence.number || takesBack)
      this.db.put(key, { number: fencingNumber, takesBack } satisfies Fence);
    return true;
  }
}
