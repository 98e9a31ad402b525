import type { AddedAnswer, SystemAnswer } from '../api-consumer.js';
import { ApiConsumer } from '../api-consumer.js';
import { ENTITLEMENTS, FORMATIONS, SYSTEMS, TENANT, type CockpitHarness } from '../cockpit/cockpit-harness.js';
import { setFault } from '../simulated-tenant.js';

/** Paths of the pages that show one object. */
export interface Landscape {
  readonly production: string;
  readonly formation: string;
}

/** Sample data: systems in different statuses, a formation, entitlements, an incident. */
export async function makeLandscape(cockpit: CockpitHarness): Promise<Landscape> {
  const { platform, account } = cockpit;
  const fault = (mode: object, step: string) => setFault(platform, TENANT, { ...mode, step });
  const refused = { mode: 'fail', status: 422 };
  const well = { mode: 'ok' };

  const retired = await cockpit.registered('S/4HANA Cloud Sandbox');
  await fault(refused, 'establish-trust');
  await cockpit.write(account, 'POST', `${SYSTEMS}/${retired.id}/deregistration`);
  await cockpit.becomes(retired.id, 'DEREGISTER_ERROR');
  await fault(well, 'establish-trust');

  await fault(refused, 'enable-communication-scenarios');
  await cockpit.redeemed(await cockpit.add('S/4HANA Cloud Training'), 'ERROR');
  await fault(well, 'enable-communication-scenarios');

  const production = await cockpit.registered('S/4HANA Cloud Production');
  const quality = await cockpit.registered('S/4HANA Cloud Quality');
  const successFactors = await redeemElsewhere(cockpit, await cockpit.add('SuccessFactors Core', 'successfactors'));
  await cockpit.add('Integrated Business Planning', 'integrated-business-planning');
  const storefront = await cockpit.add('Commerce Storefront', 'commerce-cloud');
  await cockpit.add('Field Service Nordics', 'field-service-management');

  const formation = async (name: string, type: string, members: readonly Pick<SystemAnswer, 'id'>[]) => {
    const made = await cockpit.write<{ id: string }>(account, 'POST', FORMATIONS, { name, type });
    for (const { id } of members) await cockpit.write(account, 'PUT', `${FORMATIONS}/${made.id}/systems/${id}`);
    return made.id;
  };
  const orderToCash = await formation('Order to Cash', 'side-by-side-extension', [production, storefront.system]);
  await formation('Hire to Retire', 'side-by-side-extension', [production, successFactors]);
  const entitlement = (subaccount: string, service: string, plan: string, { id: systemId }: Pick<SystemAnswer, 'id'>) =>
    cockpit.write(account, 'POST', ENTITLEMENTS, { subaccount, service, plan, systemId });
  await entitlement('integration-prod', 's4-hana-cloud', 'api-access', production);
  await entitlement('integration-prod', 's4-hana-cloud', 'messaging', production);
  await entitlement('integration-test', 's4-hana-cloud', 'api-access', quality);
  await entitlement('people-prod', 'sap-successfactors', 'api-access', successFactors);
  return { production: production.id, formation: orderToCash };
}

/** In the one tenant of its type. */
async function redeemElsewhere(cockpit: CockpitHarness, added: AddedAnswer): Promise<SystemAnswer> {
  const tenant = await ApiConsumer.signIn(cockpit.platform, 'sf-tenant-admin');
  const body = { integrationToken: added.integrationToken.value };
  await cockpit.write(tenant, 'POST', '/v1/tenants/sf400001/extensions', body);
  return cockpit.becomes(added.system.id, 'REGISTERED');
}
