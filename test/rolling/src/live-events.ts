import { connectLandscape, type LandscapeEvent } from '@system-landscape/api-client';
import { signIn } from '@system-landscape/e2e';
import type { RollingPlatform } from './rolling-platform.js';

/** Follows the live events of the account at one gateway, from the first one on, also across its replacement. */
export class LiveEvents {
  readonly received: LandscapeEvent[] = [];
  private readonly ending = new AbortController();
  private readonly ended: Promise<void>;

  constructor({ identityProvider }: RollingPlatform, gateway: string) {
    const accessToken = () => signIn(identityProvider, 'ga-viewer');
    const landscape = connectLandscape({ url: gateway, globalAccountId: 'ga-demo', accessToken });
    this.ended = this.follow(landscape.events({ from: '0', signal: this.ending.signal }));
  }

  async end(): Promise<void> {
    this.ending.abort();
    await this.ended;
  }

  private async follow(events: AsyncGenerator<LandscapeEvent, void>): Promise<void> {
    for await (const event of events) this.received.push(event);
  }
}
