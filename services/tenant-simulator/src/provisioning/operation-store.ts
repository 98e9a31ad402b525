import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../storage/tenant-database.js';
import type { StepCall } from './step-call.js';

/** A call that was accepted and is completed later. */
export interface Operation {
  readonly id: string;
  readonly call: StepCall;
  readonly state: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly reason?: string;
  /** RFC 3339. */
  readonly dueAt: string;
  readonly callback: 'none' | 'to-send' | 'accepted' | 'refused' | 'given-up';
}

@Injectable()
export class OperationStore {
  constructor(private readonly db: TenantDatabase) {}

  find(tenantId: string, id: string): Operation | undefined {
    return this.db.get<Operation>(['operation', tenantId, id]);
  }

  /** The operations that are in progress or whose callback is not sent yet. */
  unfinished(): Operation[] {
    return this.db.range<true>(['unfinished']).flatMap(({ key }) => this.find(String(key[1]), String(key[2])) ?? []);
  }

  /** To be called in a transaction. */
  save(operation: Operation): void {
    const { id, call, state, callback } = operation;
    this.db.put(['operation', call.tenantId, id], operation);
    const unfinished = ['unfinished', call.tenantId, id];
    if (state === 'IN_PROGRESS' || callback === 'to-send') this.db.put(unfinished, true);
    else this.db.remove(unfinished);
  }
}
