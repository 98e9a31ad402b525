import { connect, ErrorCode, type ConnectionOptions } from 'nats';
import { connect as connectHttp2 } from 'node:http2';
import { once } from 'node:events';

/** Asks a process whether it answers. Rejects with the reason when it does not, or when the signal aborts. */
export type Answers = (signal: AbortSignal) => Promise<void>;

/** Any 2xx response of a URL. */
export function answersHttp(url: string): Answers {
  return async (signal) => {
    const response = await fetch(url, { signal });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  };
}

/** The answer of an HTTP/2 server, such as one of gRPC, to a PING frame (RFC 9113, section 6.7). */
export function answersHttp2(origin: string): Answers {
  return async (signal) => {
    const session = connectHttp2(origin);
    try {
      await once(session, 'connect', { signal });
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error(`${origin} answered no ping`)), { once: true });
        session.once('error', reject);
        session.ping((error) => (error ? reject(error) : resolve()));
      });
    } finally {
      session.on('error', () => undefined).destroy();
    }
  };
}

interface JetStreamReply {
  readonly error?: { readonly code: number; readonly description: string };
}

/**
 * A login at a NATS server and its JetStream, which a server disables for good when its disk was full once.
 * @param options with the credentials of a user who may ask for `$JS.API.INFO`
 */
export function answersJetStream(options: ConnectionOptions): Answers {
  return async (signal) => {
    const connecting = connect({ ...options, reconnect: false, timeout: 5_000, name: 'local start' });
    const connection = await Promise.race([connecting, aborted(signal)]).catch((error: unknown) => {
      void connecting.then((late) => late.close()).catch(() => undefined);
      throw error;
    });
    try {
      const asking = connection.request('$JS.API.INFO', undefined, { timeout: 5_000 }).catch(asNoJetStream);
      const reply = await Promise.race([asking, aborted(signal)]);
      const { error } = reply.json<JetStreamReply>();
      if (error) throw new Error(`JetStream answers: ${error.description}`);
    } finally {
      await connection.close();
    }
  };
}

function asNoJetStream(error: unknown): never {
  if ((error as { code?: string }).code === ErrorCode.NoResponders) throw new Error('it has no JetStream');
  throw error;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(new Error('no answer in time'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
