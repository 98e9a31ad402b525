import { Injectable } from '@nestjs/common';
import type { ProvisioningStep } from '@system-landscape/contracts';
import { TenantDatabase } from '../storage/tenant-database.js';
import { type Fault, NO_FAULT } from './fault.js';

const ALL_STEPS = '*';

/** The faults of the tenants: one for each step, or one for all steps. */
@Injectable()
export class FaultStore {
  constructor(private readonly db: TenantDatabase) {}

  /** Sets a fault; one without a step replaces all faults of the tenant. */
  set(tenantId: string, fault: Fault): Promise<void> {
    return this.db.transaction(() => {
      if (fault.step === undefined) this.removeAll(tenantId);
      this.db.put(['fault', tenantId, fault.step ?? ALL_STEPS], fault);
    });
  }

  clear(tenantId: string): Promise<void> {
    return this.db.transaction(() => this.removeAll(tenantId));
  }

  list(tenantId: string): Fault[] {
    return this.db.range<Fault>(['fault', tenantId]).map(({ value }) => value);
  }

  /** The fault that applies to a step: the step's own one, else that of all steps. */
  find(tenantId: string, step: string): Fault {
    return (
      this.db.get<Fault>(['fault', tenantId, step]) ?? this.db.get<Fault>(['fault', tenantId, ALL_STEPS]) ?? NO_FAULT
    );
  }

  /** Applies the fault of a step to one call: `fail-times` counts down. To be called in a transaction. */
  consume(tenantId: string, step: ProvisioningStep): Fault {
    const fault = this.find(tenantId, step);
    if (fault.mode !== 'fail-times') return fault;
    const times = (fault.times ?? 1) - 1;
    const { step: faultStep } = fault;
    const remaining: Fault =
      times > 0 ? { ...fault, times } : { ...(faultStep !== undefined && { step: faultStep }), mode: 'ok' };
    this.db.put(['fault', tenantId, faultStep ?? ALL_STEPS], remaining);
    return fault;
  }

  private removeAll(tenantId: string): void {
    for (const { key } of this.db.range(['fault', tenantId])) this.db.remove(key);
  }
}
