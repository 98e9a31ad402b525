import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** When a call is held: before it reaches the tenant, or after the tenant's work and before the response. */
export type Moment = 'before' | 'after';

interface HeldCall {
  readonly systemId: string;
  readonly step: string;
}

/** Held calls, each the first one of its step. */
export interface Holding {
  /** Resolves when all of them are held. */
  readonly complete: Promise<void>;
  release(): void;
}

interface Hold extends HeldCall {
  readonly moment: Moment;
  readonly reached: () => void;
  readonly released: Promise<void>;
}

const STEP_CALL = /\/systems\/([^/]+)\/steps\/([^/?]+)/;

/** A proxy between the platform and its tenants that can hold calls. */
export class TenantProxy {
  private readonly holds = new Set<Hold>();

  private constructor(
    private readonly server: Server,
    /** URL of the tenant simulator; set when it is running. */
    public target: string,
  ) {}

  static async start(): Promise<TenantProxy> {
    const server = createServer();
    const proxy = new TenantProxy(server, '');
    server.on('request', (incoming: IncomingMessage, outgoing) => {
      proxy
        .handle(incoming)
        .then((answer) => {
          if (!answer) return outgoing.destroy();
          return outgoing.writeHead(answer.status, answer.headers).end(answer.body);
        })
        .catch(() => outgoing.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  hold(moment: Moment, calls: readonly HeldCall[]): Holding {
    const releases: (() => void)[] = [];
    const all = calls.map((call) => {
      const released = new Promise<void>((resolve) => releases.push(resolve));
      return new Promise<void>((reached) => this.holds.add({ ...call, moment, reached, released }));
    });
    return {
      complete: Promise.all(all).then(() => undefined),
      release: () => releases.forEach((release) => release()),
    };
  }

  /** The tenant's response; undefined when the caller has disconnected before the call was forwarded. */
  private async handle(incoming: IncomingMessage): Promise<Answer | undefined> {
    const body = await buffer(incoming);
    const hold = this.takeHold(incoming.url ?? '');
    if (hold?.moment === 'before') {
      hold.reached();
      await hold.released;
      if (incoming.socket.destroyed) return undefined;
    }
    const answer = await this.forward(incoming, body);
    if (hold?.moment === 'after') {
      hold.reached();
      await hold.released;
    }
    return answer;
  }

  private takeHold(url: string): Hold | undefined {
    const [, systemId, step] = STEP_CALL.exec(url) ?? [];
    const hold = [...this.holds].find((each) => each.systemId === systemId && each.step === step);
    if (hold) this.holds.delete(hold);
    return hold;
  }

  private forward({ url, method, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(this.target + (url ?? ''), { method, headers, agent: false }, (response) => {
        buffer(response)
          .then((answer) =>
            resolve({ status: response.statusCode ?? 502, headers: endToEndHeaders(response.headers), body: answer }),
          )
          .catch(reject);
      });
      outgoing.on('error', reject).end(body);
    });
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The body is forwarded as a whole, so hop-by-hop headers are removed. */
function endToEndHeaders({
  'transfer-encoding': _,
  connection: __,
  ...headers
}: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers;
}
