import type { TimeSource } from '@system-landscape/service-kit';
import type { Bucket } from './key-value.js';

const KEY = 'clock';

/**
 * NATS as what a service's clock is compared with: it tells its time of an entry that it stores.
 * @param bucket which has no key `clock` of its own
 */
export function natsTimeSource(bucket: Bucket): TimeSource {
  const time = () =>
    bucket.use(async (entries) => {
      await entries.put(KEY, '');
      return (await entries.get(KEY))?.created.getTime();
    });
  return { name: 'NATS', time, resolutionMs: 1 };
}
