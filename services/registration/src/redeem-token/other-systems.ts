import { RPC, type WarningView } from '@system-landscape/contracts';
import { tenantHasAnotherSystem, NAMED_SYSTEMS } from '@system-landscape/system-view';
import { RpcClient } from '@system-landscape/messaging';
import { Injectable, Logger } from '@nestjs/common';

/** How long the answer to a redemption may wait for the read model. */
const TIMEOUT_MS = 300;

/**
 * Other systems of an account that a tenant is connected to, for a warning. One stream does not know of the others, and a
 * redemption is not refused for them, so the read model is asked meanwhile: without an answer there is no warning.
 */
@Injectable()
export class OtherSystems {
  private readonly logger = new Logger(OtherSystems.name);

  constructor(private readonly rpc: RpcClient) {}

  /** Never rejects. @param systemId the system that is redeemed */
  async warningsFor(
    tenantId: string,
    globalAccountId: string,
    systemId: string,
  ): Promise<readonly WarningView[] | undefined> {
    try {
      // The system itself may be in the list already, when the redemption is repeated.
      const query = { tenantId, globalAccountId, limit: NAMED_SYSTEMS + 2 };
      const { items } = await this.rpc.request(RPC.projection.listExtensions, query, { timeoutMs: TIMEOUT_MS });
      const others = items.filter((item) => item.systemId !== systemId && item.globalAccountId === globalAccountId);
      return tenantHasAnotherSystem(
        tenantId,
        others.map(({ systemName }) => systemName),
      );
    } catch (err) {
      this.logger.debug({ err, tenantId }, 'The read model does not say whether the tenant has another system');
      return undefined;
    }
  }
}
