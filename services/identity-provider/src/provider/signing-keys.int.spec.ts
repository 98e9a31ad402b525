import { temporaryFolder } from '@system-landscape/test-support';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOrCreateSigningKeys } from './signing-keys.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder('signing-keys');
  file = join(folder.path, 'new', 'signing-keys.json');
});
afterEach(() => folder.remove());

it('creates keys once, readable by their owner only', async () => {
  const made = await loadOrCreateSigningKeys(file);

  expect(await loadOrCreateSigningKeys(file)).toEqual(made);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('gives processes that start at the same time the same keys', async () => {
  const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateSigningKeys(file)));

  for (const other of others) expect(other).toEqual(first);
});

it.each(['', '{"keys": [{"kty": "EC", "secret": "s3cret"}]}'])('rejects the content %j', async (content) => {
  const broken = join(folder.path, 'broken.json');
  await writeFile(broken, content);

  const refusal = await loadOrCreateSigningKeys(broken).catch((error: unknown) => String(error));

  expect(refusal).toContain('is not a set of private keys. Restore it, or delete it to have new keys made.');
  expect(refusal).not.toContain('s3cret');
});
