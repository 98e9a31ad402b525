import type { AddedAnswer, SystemAnswer } from '@system-landscape/e2e';
import { randomUUID } from 'node:crypto';
import type { Caller } from './caller.js';

const ACCOUNT = '/v1/global-accounts/ga-demo';
const SYSTEMS = `${ACCOUNT}/systems`;
const EXTENSIONS = '/v1/tenants/my300001/extensions';

export interface Callers {
  readonly admin: Caller;
  readonly tenant: Caller;
}

interface TokenAnswer {
  readonly tokenId: string;
  readonly value: string;
}
interface Using extends SystemAnswer {
  readonly token?: { readonly tokenId: string; readonly state: string };
  readonly formations: readonly { readonly id: string }[];
  readonly entitlementConfigurations: readonly { readonly id: string }[];
}

export const add = ({ admin }: Callers): Promise<AddedAnswer> =>
  admin.write<AddedAnswer>('POST', SYSTEMS, 201, { name: `Rolling ${randomUUID()}`, type: 's4hana-cloud' });

export const becomes = ({ admin }: Callers, id: string, status: string): Promise<Using> =>
  admin.readsUntil<Using>(`${SYSTEMS}/${id}`, (system) => expect(system.status).toBe(status));

const redeem = ({ tenant }: Callers, { value }: TokenAnswer) =>
  tenant.write('POST', EXTENSIONS, 202, { integrationToken: value });

/** R1 R3 R4: a system that has become Registered. */
export async function register(callers: Callers): Promise<string> {
  const { system, integrationToken } = await add(callers);
  await redeem(callers, integrationToken);
  await becomes(callers, system.id, 'REGISTERED');
  return system.id;
}

/** R7 R8 X-12: deregisters a system, and registers it again. */
export async function deregisterAndRegisterAgain(callers: Callers, id: string): Promise<void> {
  await callers.admin.write('POST', `${SYSTEMS}/${id}/deregistration`, 202);
  await becomes(callers, id, 'DEREGISTERED');
  await redeem(callers, await newToken(callers, id));
  await becomes(callers, id, 'REGISTERED');
}

/** M-24: a system in a formation and an entitlement configuration cannot be deregistered, until it is out of both. */
export async function useAndStopUsing(callers: Callers, id: string): Promise<void> {
  const { admin } = callers;
  const formation = await admin.write<{ id: string }>('POST', `${ACCOUNT}/formations`, 201, {
    name: `Rolling ${randomUUID()}`,
  });
  const member = `${ACCOUNT}/formations/${formation.id}/systems/${id}`;
  await admin.write('PUT', member, 204);
  const plan = { subaccount: `sub-${randomUUID().slice(0, 8)}`, service: 'hana-cloud', plan: 'standard', systemId: id };
  const configuration = await admin.write<{ id: string }>('POST', `${ACCOUNT}/entitlement-configurations`, 201, plan);
  await admin.readsUntil<Using>(`${SYSTEMS}/${id}`, (system) => {
    expect(system.formations.map((each) => each.id)).toEqual([formation.id]);
    expect(system.entitlementConfigurations.map((each) => each.id)).toEqual([configuration.id]);
  });
  const refused = await admin.write<{ code: string }>('POST', `${SYSTEMS}/${id}/deregistration`, 409);
  expect(refused.code).toBe('DEREGISTER_BLOCKED_REFERENCES');
  await admin.write('DELETE', `${ACCOUNT}/entitlement-configurations/${configuration.id}`, 204);
  await admin.write('DELETE', `${ACCOUNT}/formations/${formation.id}`, 204);
  await admin.readsUntil<Using>(`${SYSTEMS}/${id}`, (system) => expect(system.formations).toEqual([]));
}

/** R2 R11: displays the token of a new system, and cancels its registration. */
export async function displayAndCancel(callers: Callers): Promise<void> {
  const { system, integrationToken } = await add(callers);
  const shown = await callers.admin.write<TokenAnswer>('GET', `${SYSTEMS}/${system.id}/integration-token`, 200);
  expect([shown.tokenId, shown.value]).toEqual([integrationToken.tokenId, integrationToken.value]);
  await callers.admin.write('DELETE', `${SYSTEMS}/${system.id}`, 204);
  await becomes(callers, system.id, 'REMOVED');
}

/** M-15: the token of a system expires, and the next one completes its registration. */
export async function letExpireAndRegister(callers: Callers, id: string): Promise<void> {
  await callers.admin.readsUntil<Using>(`${SYSTEMS}/${id}`, ({ token }) => expect(token?.state).toBe('EXPIRED'));
  await redeem(callers, await newToken(callers, id));
  await becomes(callers, id, 'REGISTERED');
}

/** A system passes through its life. @returns it, Registered */
export async function liveThrough(callers: Callers): Promise<string> {
  const [id] = await Promise.all([register(callers), displayAndCancel(callers)]);
  await useAndStopUsing(callers, id);
  await deregisterAndRegisterAgain(callers, id);
  return id;
}

const newToken = ({ admin }: Callers, id: string) =>
  admin.write<TokenAnswer>('POST', `${SYSTEMS}/${id}/integration-token`, 201);
