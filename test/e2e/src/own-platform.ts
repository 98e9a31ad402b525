import { startLocalPlatform, type LocalPlatform, type LocalPlatformOptions } from '@system-landscape/local';
import { temporaryFolder } from '@system-landscape/test-support';

type Options = Omit<LocalPlatformOptions, 'dataDir' | 'ports'>;

/**
 * Starts a platform for the tests of a file; stops it and removes its data after the last test.
 * @param options of it; a function is called before the start
 * @param started called with the platform before the first test
 */
export function withOwnPlatform(
  options: Options | (() => Options),
  started: (platform: LocalPlatform) => void | Promise<void>,
): void {
  let folder: Awaited<ReturnType<typeof temporaryFolder>> | undefined;
  let platform: LocalPlatform | undefined;
  beforeAll(async () => {
    folder = await temporaryFolder('e2e');
    const given = typeof options === 'function' ? options() : options;
    platform = await startLocalPlatform({ ...given, dataDir: folder.path, ports: 'ephemeral' });
    await started(platform);
  });
  afterAll(async () => {
    await platform?.stop();
    await folder?.remove();
  });
}
