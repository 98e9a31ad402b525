import { randomUUID } from 'node:crypto';
import { request } from 'undici';
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
  return JSON.parse((await answerOf(url, registrationIn(account))).text) as Added;
}

export interface Answer {
  readonly text: string;
  /** How far the log got with what was written. */
  readonly position: string | undefined;
}

/** @throws Error when the answer is none that the caller hoped for */
export async function answerOf(url: string, { method, path, accessToken, body }: HttpRequest): Promise<Answer> {
  const answer = await request(url + path, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}${path}: ${answer.statusCode} ${text}`);
  return { text, position: answer.headers['landscape-position'] as string | undefined };
}
