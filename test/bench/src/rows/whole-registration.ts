import { signIn } from '@system-landscape/e2e';
import { TENANT, TENANT_ADMIN, type Account } from '../accounts.js';
import type { Ground } from '../ground.js';
import { Changes, connectAsService } from './changes.js';
import { answerOf, queryOf, register } from './system-calls.js';

/** Add → redeem → Registered, as all three people see it. */
export class WholeRegistrations {
  private constructor(
    private readonly gateway: string,
    private readonly tenantAdmin: string,
    private readonly changes: Changes,
    readonly stop: () => Promise<void>,
  ) {}

  static async of({ platform }: Ground): Promise<WholeRegistrations> {
    const connection = await connectAsService(platform);
    const tenantAdmin = await signIn(platform.urls.identityProvider, TENANT_ADMIN);
    const stop = () => connection.close();
    return new WholeRegistrations(platform.urls.gateway, tenantAdmin, new Changes(connection), stop);
  }

  /** Resolves when the account can read that its new system is Registered. @returns the system's id */
  async perform(account: Account): Promise<string> {
    const { system, integrationToken } = await register(this.gateway, account);
    const redeemed = await answerOf(this.gateway, {
      method: 'POST',
      path: `/v1/tenants/${TENANT}/extensions`,
      accessToken: this.tenantAdmin,
      body: { integrationToken: integrationToken.value },
    });
    await this.changes.until(system.id, redeemed.headers.get('landscape-position') ?? '0', async (minPosition) => {
      const { status } = await this.read(account, system.id, minPosition);
      if (status !== 'PENDING' && status !== 'REGISTERED') {
        throw new Error(`The registration of ${system.id} ended in ${status}`);
      }
      return status === 'REGISTERED' || undefined;
    });
    return system.id;
  }

  private async read(account: Account, id: string, minPosition: string): Promise<{ readonly status: string }> {
    const query = queryOf({ account, id });
    const response = await answerOf(this.gateway, { ...query, path: `${query.path}?minPosition=${minPosition}` });
    return response.json() as Promise<{ status: string }>;
  }
}
