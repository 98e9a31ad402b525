import { ApiConsumer, type Answer } from '@system-landscape/e2e';
import { eventually } from '@system-landscape/test-support';
import type { RollingPlatform } from './rolling-platform.js';

/** How long something may take that the platform does by itself, on a busy machine; milliseconds. */
const WITHIN_MS = 120_000;

/** A caller of the HTTP API that goes to the gateways in turn, and whose reads have seen its writes. */
export class Caller {
  private turn = 0;
  private position = '0';

  private constructor(private readonly atGateways: readonly ApiConsumer[]) {}

  /** Signs in as one of the demo clients. */
  static async signIn({ gateways, identityProvider }: RollingPlatform, client: string): Promise<Caller> {
    return new Caller(
      await Promise.all(gateways.map((gateway) => ApiConsumer.signIn({ urls: { gateway, identityProvider } }, client))),
    );
  }

  /** Sends a command; again with its key while the gateway is replaced. @throws Error unless the status is the expected one */
  async write<Body = Record<string, unknown>>(
    method: string,
    path: string,
    expected: number,
    body?: unknown,
  ): Promise<Body> {
    const answer = await this.next().persist<Body>(method, path, body);
    this.position = answer.headers.get('landscape-position') ?? this.position;
    if (answer.status === expected) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  /** Reads from each gateway in turn until what it answers is as expected. `expected` throws unless it is. */
  async readsUntil<Body>(path: string, expected: (body: Body) => void): Promise<Body> {
    return eventually(
      async () => {
        const separator = path.includes('?') ? '&' : '?';
        const { status, body }: Answer<Body> = await this.next().call<Body>(
          'GET',
          `${path}${separator}minPosition=${this.position}`,
        );
        if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
        expected(body);
        return body as NonNullable<Body>;
      },
      { deadlineMs: WITHIN_MS, everyMs: 200, what: `GET ${path}` },
    );
  }

  private next(): ApiConsumer {
    this.turn += 1;
    return this.atGateways[this.turn % this.atGateways.length]!;
  }
}
