import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { tenantIdOf } from '../tenant-id.js';
import { type EffectWithCalls, TenantStore } from '../tenant-store.js';

/** What the tester wants to see: everything that took effect in a tenant, in order. Without a token. */
@Controller('effects/:tenantId')
export class EffectsController {
  constructor(@Inject(TenantStore) private readonly store: TenantStore) {}

  @Get()
  list(@Param('tenantId') tenantId: string, @Query('systemId') systemId?: string): { items: EffectWithCalls[] } {
    const effects = this.store.effects(tenantIdOf(tenantId));
    return { items: systemId === undefined ? effects : effects.filter((effect) => effect.systemId === systemId) };
  }
}
