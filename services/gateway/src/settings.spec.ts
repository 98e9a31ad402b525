import { loadSettings } from '@system-landscape/service-kit';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewaySettings } from './settings.js';

let folder: string;
let needed: Record<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gateway-settings-'));
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, '{"keys": []}');
  needed = { OIDC_ISSUER: 'http://127.0.0.1:8090/', INTEGRATION_TOKEN_JWKS: keys };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('GatewaySettings', () => {
  it('requires only the issuer and the public keys', () => {
    const settings = loadSettings(GatewaySettings, needed);
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      metricsPort: 8081,
      oidcIssuer: 'http://127.0.0.1:8090/',
      oidcAudience: 'system-landscape',
      publicUrl: 'http://127.0.0.1:8080',
      tenantProcedureUrl: 'http://127.0.0.1:8080/docs/tenant-side',
    });
  });

  it('refuses in production what is for one machine, all at once', () => {
    expect(() =>
      loadSettings(GatewaySettings, { ...needed, NODE_ENV: 'production', TENANT_PROCEDURE_URL: 'http://a' }),
    ).toThrow(/^OIDC_ISSUER .*\nPUBLIC_URL .*\nTENANT_PROCEDURE_URL .*\nNATS_URL .*\nThese are refused/);
    const production = {
      ...needed,
      NODE_ENV: 'production',
      OIDC_ISSUER: 'https://id.example',
      PUBLIC_URL: 'https://landscape.example',
      NATS_URL: 'nats://nats-1',
      NATS_TLS_CA_FILE: '/ca.pem',
    };
    expect(loadSettings(GatewaySettings, production).publicUrl).toBe('https://landscape.example');
  });

  it('M-27: links to the procedure at its public URL, or to the page of the setting', () => {
    const publicUrl = { ...needed, PUBLIC_URL: 'https://landscape.example/' };
    expect(loadSettings(GatewaySettings, publicUrl).tenantProcedureUrl).toBe(
      'https://landscape.example/docs/tenant-side',
    );
    const page = { ...publicUrl, TENANT_PROCEDURE_URL: 'https://help.example/page' };
    expect(loadSettings(GatewaySettings, page).tenantProcedureUrl).toBe('https://help.example/page');
  });

  it('takes addresses and networks of proxies', () => {
    const proxies = (TRUSTED_PROXIES: string) => loadSettings(GatewaySettings, { ...needed, TRUSTED_PROXIES });
    expect(proxies('10.0.0.1, 10.1.0.0/16,::1').trustedProxies).toEqual(['10.0.0.1', '10.1.0.0/16', '::1']);
    for (const wrong of ['everybody', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.1,']) {
      expect(() => proxies(wrong)).toThrow('TRUSTED_PROXIES must be addresses or networks');
    }
  });

  it('reports every mistake with its correction', () => {
    const wrong = { OIDC_ISSUER: 'nowhere', RATE_LIMIT_WRITES: '0', PUBLIC_URL: 'ftp://x', PORT: '70000' };
    const load = () => loadSettings(GatewaySettings, wrong);
    expect(load).toThrow('OIDC_ISSUER must be an http or https URL');
    expect(load).toThrow('INTEGRATION_TOKEN_JWKS is not set');
    expect(load).toThrow('RATE_LIMIT_WRITES');
    expect(load).toThrow('PUBLIC_URL must be an http or https URL');
    expect(load).toThrow('PORT must be a port');
  });
});
