import type { ExtensionReply, RedeemTokenRequest } from '@system-landscape/contracts';
import { foldOwnEvents } from '@system-landscape/system-view';
import { parseSystemId, redeemToken, Refusal } from '@system-landscape/domain';
import { EventStore, refuseReusedKey, writeReply } from '@system-landscape/event-store';
import { verifyIntegrationToken } from '@system-landscape/integration-token';
import type { TenantSide } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { TenantDirectory } from '@system-landscape/tenant-connector';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { RegistrationSettings } from '../settings.js';
import { OtherSystems } from './other-systems.js';

/** R3: the tenant redeems a token, which starts the registration (M-04, M-16, M-19, N-15). */
@Injectable()
export class RedeemToken {
  private readonly logger = new Logger(RedeemToken.name);

  constructor(
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly tenants: TenantDirectory,
    private readonly settings: RegistrationSettings,
    private readonly otherSystems: OtherSystems,
  ) {}

  async execute(request: RedeemTokenRequest, tenantSide: TenantSide): Promise<ExtensionReply> {
    const claims = await verifyIntegrationToken(request.integrationToken, this.settings.verificationKeys);
    const nameId = claims && parseSystemId(claims.systemId)?.nameId;
    if (!claims || nameId === undefined) {
      throw this.audited(new Refusal('TOKEN_INVALID', 'This is no integration token of this platform.'), tenantSide);
    }

    const { tokenId, systemId, globalAccountId } = claims;
    const { tenantId } = tenantSide;
    const now = this.clock.now();
    const tenantSystemTypes = this.tenants.systemTypes(tenantId);
    const context = { ...tenantSide, operation: 'redeem-token', now };
    const asked = this.otherSystems.warningsFor(tenantId, globalAccountId, systemId);
    try {
      const result = await this.eventStore.onSystem(nameId, context, (state) =>
        redeemToken(
          {
            tokenId,
            systemId,
            tenantId,
            ...(tenantSystemTypes === undefined ? {} : { tenantSystemTypes }),
            ...this.settings.attemptTiming,
            now,
          },
          state,
        ),
      );
      refuseReusedKey(result, systemId, { tokenId });
      const { state, own } = result;
      if (state.status === 'NONE') throw new Error('The command has left no system');
      const extension = foldOwnEvents(state, own).extension!;
      const warnings = await asked;
      return { extension: warnings ? { ...extension, warnings } : extension, ...writeReply(result) };
    } catch (error) {
      if (error instanceof Refusal) throw this.audited(error, tenantSide, tokenId);
      throw error;
    }
  }

  /** Audits a refused redemption: by the token's id, never its text. */
  private audited(refusal: Refusal, { tenantId, actor }: TenantSide, tokenId?: string): Refusal {
    const audit = { audit: 'redemption-refused', code: refusal.code, tokenId, tenantId, actor: actor.subject };
    this.logger.warn(audit, 'A redemption was refused');
    return refusal;
  }
}
