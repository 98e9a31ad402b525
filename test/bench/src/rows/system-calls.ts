import { randomUUID } from 'node:crypto';
import type { Account } from '../accounts.js';
import type { HttpRequest } from '../http-load.js';

/** A system that is there, and the account that may read it. */
export interface KnownSystem {
  readonly account: Account;
  readonly id: string;
}

const systemsOf = (account: Account) => `/v1/global-accounts/${account.id}/systems`;

/** A registration that was never asked before. */
export function registrationIn(account: Account): HttpRequest {
  const body = { name: `System ${randomUUID()}`, type: 's4hana-cloud' };
  return { method: 'POST', path: systemsOf(account), accessToken: account.accessToken, body };
}

export function queryOf({ account, id }: KnownSystem): HttpRequest {
  return { method: 'GET', path: `${systemsOf(account)}/${id}`, accessToken: account.accessToken };
}

/** The first page, with as many as a page has without being asked for more. */
export function listOf(account: Account): HttpRequest {
  return { method: 'GET', path: systemsOf(account), accessToken: account.accessToken };
}

export interface Added {
  readonly system: { readonly id: string; readonly name: string };
  readonly integrationToken: { readonly value: string };
}

/** Registers one system. */
export async function register(url: string, account: Account): Promise<Added> {
  return (await answerOf(url, registrationIn(account))).json() as Promise<Added>;
}

/** @throws Error when the answer is none that the caller hoped for */
export async function answerOf(url: string, { method, path, accessToken, body }: HttpRequest): Promise<Response> {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${url}${path}: ${response.status} ${await response.text()}`);
  return response;
}
