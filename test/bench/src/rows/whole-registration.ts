import { signIn } from '@system-landscape/e2e';
import { TENANT, TENANT_ADMIN, type Account } from '../accounts.js';
import type { BenchSetup } from '../bench-setup.js';
import { connectAs, Outcomes } from './changes.js';
import { answerOf, queryOf, register } from './system-calls.js';

/** Complete registrations, add → redeem → Registered, over the HTTP API. */
export class WholeRegistrations {
  private constructor(
    private readonly gateway: string,
    private readonly tenantAdmin: string,
    private readonly outcomes: Outcomes,
    readonly stop: () => Promise<void>,
  ) {}

  static async of({ platform }: Pick<BenchSetup, 'platform'>): Promise<WholeRegistrations> {
    const connection = await connectAs('operator', platform);
    const tenantAdmin = await signIn(platform.urls.identityProvider, TENANT_ADMIN);
    const { outcomes, end } = await Outcomes.on(connection);
    const stop = async () => {
      await end();
      await connection.close();
    };
    return new WholeRegistrations(platform.urls.gateway, tenantAdmin, outcomes, stop);
  }

  /** Resolves when the account can read that its new system is Registered. @returns the system's id */
  async perform(account: Account): Promise<string> {
    const { system, integrationToken } = await register(this.gateway, account);
    const [outcome] = await Promise.all([this.outcomes.of(system.id), this.redeem(integrationToken.value)]);
    const query = queryOf({ account, id: system.id });
    const { text } = await answerOf(this.gateway, { ...query, path: `${query.path}?minPosition=${outcome}` });
    const { status } = JSON.parse(text) as { status: string };
    if (status !== 'REGISTERED') throw new Error(`The registration of ${system.id} ended in ${status}`);
    return system.id;
  }

  private async redeem(integrationToken: string): Promise<void> {
    const { tenantAdmin: accessToken, gateway } = this;
    const path = `/v1/tenants/${TENANT}/extensions`;
    await answerOf(gateway, { method: 'POST', path, accessToken, body: { integrationToken } });
  }
}
