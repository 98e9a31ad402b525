import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Gauge } from 'prom-client';
import { metrics } from './metrics.js';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** `own`: with its chain, whose first end counts. `authorities`: trusted ones, of which one is enough: the last end counts. */
export type CertificateUse = 'own' | 'authorities';

const watched = new Map<string, { readonly file: string; readonly use: CertificateUse }>();

const expiry = new Gauge({
  name: 'landscape_certificate_expiry_timestamp_seconds',
  help: 'When a certificate file that this process was given expires, in seconds since 1970; 0 when it cannot be read',
  labelNames: ['certificate'],
  registers: [metrics],
  collect() {
    for (const [certificate, { file, use }] of watched) this.set({ certificate }, expiryOf(file, use));
  },
});

/**
 * Shows when the certificates of a file expire, as a metric. The file is read at each scrape, so that a new one shows.
 * @param certificate for the label: what the file is for
 */
export function watchCertificate(certificate: string, file: string | undefined, use: CertificateUse): void {
  if (file === undefined) return;
  watched.set(certificate, { file, use });
  expiry.set({ certificate }, expiryOf(file, use));
}

/** Seconds since 1970; 0 when the file cannot be read. */
export function expiryOf(file: string, use: CertificateUse): number {
  try {
    const certificates = readFileSync(file, 'utf8').match(PEM) ?? [];
    const ends = certificates.map((pem) => Date.parse(new X509Certificate(pem).validTo) / 1_000);
    if (ends.length === 0) return 0;
    return use === 'own' ? Math.min(...ends) : Math.max(...ends);
  } catch {
    return 0;
  }
}
