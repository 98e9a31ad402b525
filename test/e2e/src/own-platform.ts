import { startLocalPlatform, type LocalPlatform, type LocalPlatformOptions } from '@system-landscape/local';
import { temporaryFolder } from '@system-landscape/test-support';

/**
 * Has the tests of this file run with a platform of their own: it is started before the first one, and is away with its
 * data after the last one.
 * @param started told of it before the first test
 */
export function withOwnPlatform(
  options: Omit<LocalPlatformOptions, 'dataDir' | 'ports'>,
  started: (platform: LocalPlatform) => void | Promise<void>,
): void {
  let folder: Awaited<ReturnType<typeof temporaryFolder>> | undefined;
  let platform: LocalPlatform | undefined;
  beforeAll(async () => {
    folder = await temporaryFolder('e2e');
    platform = await startLocalPlatform({ ...options, dataDir: folder.path, ports: 'ephemeral' });
    await started(platform);
  }, 120_000);
  afterAll(async () => {
    await platform?.stop();
    await folder?.remove();
  }, 60_000);
}
