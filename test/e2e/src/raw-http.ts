import { connect } from 'node:net';

/** A request that is sent unchanged: nothing is escaped, corrected or refused by a client library. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

export interface RawResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const DEADLINE_MS = 20_000;
const ONE_MIB = 1024 * 1024;

/** Sends a request over a new connection. @throws Error when there is no HTTP response within 20 s */
export function sendRaw(url: string, { method, path, headers, body }: RawRequest): Promise<RawResponse> {
  const { hostname, port } = new URL(url);
  const content = Buffer.from(body ?? '');
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: landscape.example',
    'connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`content-length: ${content.length}`]),
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
      // A body that is refused for its length is not sent: the connection reset could overtake the response.
      socket.write(content.length > ONE_MIB ? head : Buffer.concat([head, content]));
    });
    let received = Buffer.alloc(0);
    const done = () => {
      socket.destroy();
      const answer = parse(received.toString('utf8'));
      if (answer) resolve(answer);
      else
        reject(
          new Error(`No HTTP response to ${JSON.stringify({ method, path, headers, body })}: "${received.toString()}"`),
        );
    };
    socket.setTimeout(DEADLINE_MS, done);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      // An event stream does not end.
      if (/^content-type: text\/event-stream/im.test(received.toString('latin1'))) done();
    });
    socket.on('end', done);
    // A server that refuses a request may reset the connection after its response.
    socket.on('error', done);
  });
}

function parse(text: string): RawResponse | undefined {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
  if (status === undefined) return undefined;
  const contentType = /^content-type: *(.*)$/im.exec(head)?.[1]?.trim() ?? '';
  return { status: Number(status), contentType, body: rest.join('\r\n\r\n') };
}
