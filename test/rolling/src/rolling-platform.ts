import { startLocalPlatform, type LocalPlatform, type LocalPlatformOptions } from '@system-landscape/local';
import { postgresPrograms, REPOSITORY_ROOT, startPostgres, temporaryFolder } from '@system-landscape/test-support';

type Service = keyof NonNullable<LocalPlatformOptions['roots']>;

/** In the order in which they are replaced: those that are asked before those that ask. */
export const SERVICES = [
  'projection',
  'event-relay',
  'token-issuance',
  'registration',
  'deregistration',
  'assignment',
  'gateway',
] as const satisfies readonly Service[];

/** A folder of a read model in libSQL belongs to one process, so without PostgreSQL there is one projection. */
const HAS_POSTGRES = postgresPrograms() !== undefined;

/** Tokens end soon, so that their expiry is part of the test. */
const SETTINGS = { TOKEN_VALIDITY: 'PT1M', EXPIRY_SWEEP_INTERVAL: 'PT1S', LOG_LEVEL: 'warn' };

/** Event store, NATS, identity provider and tenants of this release, and two instances of each service of the release before. */
export class RollingPlatform {
  private constructor(
    private readonly platform: LocalPlatform,
    private readonly releaseBefore: string,
    private readonly release: () => Promise<void>,
  ) {}

  static async start(releaseBefore: string): Promise<RollingPlatform> {
    const folder = await temporaryFolder('rolling');
    const postgres = HAS_POSTGRES ? await startPostgres() : undefined;
    const release = async () => {
      await postgres?.stop();
      await folder.remove();
    };
    try {
      const platform = await startLocalPlatform({
        dataDir: folder.path,
        ports: 'ephemeral',
        instances: Object.fromEntries(SERVICES.map((service) => [service, instancesOf(service)])),
        roots: Object.fromEntries(SERVICES.map((service) => [service, releaseBefore])),
        env: { ...SETTINGS, ...(postgres && { DATABASE_URL: postgres.url }) },
      });
      return new RollingPlatform(platform, releaseBefore, release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  get gateways(): readonly string[] {
    const { gateway, 'gateway-2': second } = this.platform.components();
    return [gateway!.url, second!.url];
  }

  get identityProvider(): string {
    return this.platform.urls.identityProvider;
  }

  /** Replaces one instance of each service by this release, or with `first`, the other one as well. */
  async rollForward(service: Service, which: 'first' | 'second'): Promise<void> {
    await this.replace(service, which, REPOSITORY_ROOT);
  }

  /** Replaces an instance by the release before. */
  async rollBack(service: Service, which: 'first' | 'second'): Promise<void> {
    await this.replace(service, which, this.releaseBefore);
  }

  async stop(): Promise<void> {
    await this.platform.stop();
    await this.release();
  }

  private async replace(service: Service, which: 'first' | 'second', root: string): Promise<void> {
    if (instancesOf(service) === 1) {
      if (which === 'second') await this.platform.replace(service, root);
      return;
    }
    await this.platform.replace(which === 'first' ? service : `${service}-2`, root);
  }
}

const instancesOf = (service: Service): number => (service === 'projection' && !HAS_POSTGRES ? 1 : 2);
