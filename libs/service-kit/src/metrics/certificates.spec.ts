import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { watchCertificate } from './certificates.js';
import { metrics } from './metrics.js';

const CERTIFICATE = readFileSync(join(__dirname, '../../../embedded-event-store/fixtures/tls/cert.pem'), 'utf8');
const NAME = 'landscape_certificate_expiry_timestamp_seconds';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'certificates-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function expiry(certificate: string): Promise<number> {
  const text = await metrics.getSingleMetricAsString(NAME);
  return Number(new RegExp(`^${NAME}\\{certificate="${certificate}"\\} (.*)$`, 'm').exec(text)?.[1]);
}

it('shows when a certificate expires, and notices a changed file', async () => {
  const file = join(folder, 'cert.pem');
  writeFileSync(file, `Bag Attributes\n${CERTIFICATE}`);
  watchCertificate('changed', file, 'own');
  expect(await expiry('changed')).toBeGreaterThan(Date.parse('2026-01-01T00:00:00Z') / 1_000);
  writeFileSync(file, 'no certificate');
  expect(await expiry('changed')).toBe(0);
});

it('shows 0 for a file that is not there, and nothing without a file', async () => {
  watchCertificate('missing', join(folder, 'missing.pem'), 'authorities');
  watchCertificate('unset', undefined, 'own');
  expect(await expiry('missing')).toBe(0);
  expect(await expiry('unset')).toBeNaN();
});
