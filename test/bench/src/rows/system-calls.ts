import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import type { Account } from '../accounts.js';
import type { HttpRequest } from '../http-load.js';

/** An existing system, and the account that may read it. */
export interface KnownSystem {
  readonly account: Account;
  readonly id: string;
}

const systemsOf = (account: Account) => `/v1/global-accounts/${account.id}/systems`;

/** A request to register a system under a new name. */
export function registrationIn(account: Account): HttpRequest {
  const body = { name: `System ${randomUUID()}`, type: 's4hana-cloud' };
  return { method: 'POST', path: systemsOf(account), accessToken: account.accessToken, body };
}

export function queryOf({ account, id }: KnownSystem): HttpRequest {
  return { method: 'GET', path: `${systemsOf(account)}/${id}`, accessToken: account.accessToken };
}

/** A request for the first page, of the default size. */
export function listOf(account: Account): HttpRequest {
  return { method: 'GET', path: systemsOf(account), accessToken: account.accessToken };
}

export interface Added {
  readonly system: { readonly id: string; readonly name: string };
  readonly integrationToken: { readonly value: string };
}

/** Registers one system. */
export async function register(url: string, account: Account): Promise<Added> {
  return JSON.parse((await answerOf(url, registrationIn(account))).text) as Added;
}

export interface Answer {
  readonly text: string;
  /** Log position of the response (header `landscape-position`). */
  readonly position: string | undefined;
}

/**
 * Sends a request.
 * @param refusal problem code that is an answer, too
 * @throws Error when the status of the response is 300 or higher
 */
export async function answerOf(
  url: string,
  { method, path, accessToken, body }: HttpRequest,
  refusal?: string,
): Promise<Answer> {
  const answer = await request(url + path, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.body.text();
  const isRefusal = refusal !== undefined && text.includes(`"code":"${refusal}"`);
  if (answer.statusCode >= 300 && !isRefusal) throw new Error(`${method} ${url}${path}: ${answer.statusCode} ${text}`);
  return { text, position: answer.headers['landscape-position'] as string | undefined };
}
