import { startLocalPlatform, type LocalPlatform, type LocalPlatformOptions } from '@system-landscape/local';
import { temporaryFolder } from '@system-landscape/test-support';

/**
 * Starts a platform for the tests of a file; stops it and removes its data after the last test.
 * @param started called with the platform before the first test
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
  });
  afterAll(async () => {
    await platform?.stop();
    await folder?.remove();
  });
}
