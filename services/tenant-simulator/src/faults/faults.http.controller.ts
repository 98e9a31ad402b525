import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { TenantStore } from '../tenant-store.js';
import { tenantIdOf } from '../tenant-id.js';
import { type Fault, parseFault } from './fault.js';

/** What the tester wants the tenants to do. Not part of the tenant provisioning API, and without a token. */
@Controller('faults/:tenantId')
export class FaultsController {
  constructor(@Inject(TenantStore) private readonly store: TenantStore) {}

  /** Sets a fault; one without `step` takes the place of all that were set for single steps. */
  @Put()
  async set(@Param('tenantId') tenantId: string, @Body() body: unknown): Promise<Fault> {
    const fault = parseFault(body);
    await this.store.setFault(tenantIdOf(tenantId), fault);
    return fault;
  }

  @Get()
  list(@Param('tenantId') tenantId: string): { items: Fault[] } {
    return { items: this.store.faults(tenantIdOf(tenantId)) };
  }

  @Delete()
  @HttpCode(204)
  async clear(@Param('tenantId') tenantId: string): Promise<void> {
    await this.store.clearFaults(tenantIdOf(tenantId));
  }
}
