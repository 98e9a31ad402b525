import type { Credentials, EventStoreDBClient } from '@eventstore/db-client';
import { internalsOf } from './client-internals.js';

const LOOPBACK_WITHOUT_TLS =
  /^esdb:\/\/(?:([^:@/]+):([^@/]+)@)?(?:127(?:\.\d+){3}|localhost|\[::1\])(?::\d+)?\/?\?(?:.*&)?tls=false(?:&|$)/i;

/**
 * Lets a client send its credentials to a server on loopback without TLS. The official client sends them with TLS only;
 * on loopback nobody can listen in. Clients of other servers stay as they are.
 *
 * @param connectionString the one that the client was made from
 */
export function sendCredentialsOnLoopback<Client extends EventStoreDBClient>(
  client: Client,
  connectionString: string,
): Client {
  const match = LOOPBACK_WITHOUT_TLS.exec(connectionString);
  if (!match) return client;
  const [, username, password] = match;
  const own =
    username === undefined || password === undefined
      ? undefined
      : basic({ username: decodeURIComponent(username), password: decodeURIComponent(password) });
  const internals = internalsOf(client);
  const { callArguments } = internals;
  internals.callArguments = (options, callOptions) => {
    const [metadata, rest] = callArguments(options, callOptions);
    const authorization = options.credentials ? basic(options.credentials) : own;
    if (authorization !== undefined) metadata.set('authorization', authorization);
    return [metadata, rest];
  };
  return client;
}

const basic = ({ username, password }: Credentials) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
