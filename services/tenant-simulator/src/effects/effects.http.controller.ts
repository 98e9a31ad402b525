import { Controller, Get, Param, Query } from '@nestjs/common';
import { tenantIdOf } from '../tenant-id.js';
import { EffectStore, type EffectWithCalls } from './effect-store.js';

/** For testers: the effects of all calls in a tenant, oldest first. Requires no token. */
@Controller('effects/:tenantId')
export class EffectsController {
  constructor(private readonly store: EffectStore) {}

  @Get()
  list(@Param('tenantId') tenantId: string, @Query('systemId') systemId?: string): { items: EffectWithCalls[] } {
    const effects = this.store.list(tenantIdOf(tenantId));
    return { items: systemId === undefined ? effects : effects.filter((effect) => effect.systemId === systemId) };
  }
}
