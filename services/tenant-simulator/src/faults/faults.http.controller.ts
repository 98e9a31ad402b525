import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { tenantIdOf } from '../tenant-id.js';
import { type Fault, parseFault } from './fault.js';
import { FaultStore } from './fault-store.js';

/** For testers: the faults of a tenant. Not part of the tenant provisioning API; requires no token. */
@Controller('faults/:tenantId')
export class FaultsController {
  constructor(private readonly store: FaultStore) {}

  /** Sets a fault; one without `step` replaces all faults of the tenant. */
  @Put()
  async set(@Param('tenantId') tenantId: string, @Body() body: unknown): Promise<Fault> {
    const fault = parseFault(body);
    await this.store.set(tenantIdOf(tenantId), fault);
    return fault;
  }

  @Get()
  list(@Param('tenantId') tenantId: string): { items: Fault[] } {
    return { items: this.store.list(tenantIdOf(tenantId)) };
  }

  @Delete()
  @HttpCode(204)
  async clear(@Param('tenantId') tenantId: string): Promise<void> {
    await this.store.clear(tenantIdOf(tenantId));
  }
}
