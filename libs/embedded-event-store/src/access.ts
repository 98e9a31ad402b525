import type { sendUnaryData, Server, UntypedServiceImplementation } from '@grpc/grpc-js';
import { Metadata } from '@grpc/grpc-js';
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { accessDenied, notAuthenticated } from './wire/errors.js';

/** The one user of a store, who may do everything. */
export interface StoreCredentials {
  readonly username: string;
  readonly password: string;
}

interface GuardedCall {
  readonly metadata: Metadata;
  emit(event: 'error', error: Error): boolean;
}

type Handler = (call: GuardedCall, callback?: sendUnaryData<unknown>) => void;

/**
 * Adds services whose calls need the credentials (HTTP Basic, RFC 7617). As on EventStoreDB, a call without credentials is
 * denied (PERMISSION_DENIED), and one with wrong credentials is not authenticated (UNAUTHENTICATED).
 *
 * @param credentials undefined: every call is allowed
 */
export function withAccess(server: Server, credentials: StoreCredentials | undefined): Pick<Server, 'addService'> {
  if (!credentials) return server;
  const expected = digest(`${credentials.username}:${credentials.password}`);
  const refusal = ({ metadata }: GuardedCall) => {
    const [authorization] = metadata.get('authorization');
    if (authorization === undefined) return accessDenied();
    const given = /^Basic +([A-Za-z0-9+/_-]+=*)$/i.exec(String(authorization))?.[1];
    const isRight = given !== undefined && timingSafeEqual(digest(Buffer.from(given, 'base64')), expected);
    return isRight ? undefined : notAuthenticated();
  };
  const guarded =
    (handler: Handler): Handler =>
    (call, callback) => {
      const error = refusal(call);
      if (!error) handler(call, callback);
      else if (callback) callback(error);
      else call.emit('error', error);
    };
  return {
    addService: (definition, implementation) => {
      const entries = Object.entries(implementation).map(([name, handler]) => [name, guarded(handler as Handler)]);
      server.addService(definition, Object.fromEntries(entries) as UntypedServiceImplementation);
    },
  };
}

/** Reads a file with `username:password`. @throws Error with a message for the operator, without the content */
export function readCredentials(file: string): StoreCredentials {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Error(`The credentials file cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const [, username, password] = /^([^:\s]+):(\S+)$/.exec(text) ?? [];
  if (username === undefined || password === undefined) {
    throw new Error(`The credentials file ${file} must hold one line, username:password.`);
  }
  return { username, password };
}

/** Whether only this machine reaches the address. */
export function isLoopback(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|localhost|\[?::1\]?)$/i.test(host);
}

const digest = (text: string | Buffer) => createHash('sha256').update(text).digest();
