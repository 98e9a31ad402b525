import { loadSettings } from '@system-landscape/service-kit';
import { SagaSettings } from './saga-settings.js';

const production = {
  PLATFORM_PROFILE: 'production',
  NATS_URL: 'tls://nats-1,tls://nats-2',
  ESDB_URL: 'esdb+discover://store-1,store-2',
  OIDC_ISSUER: 'https://id.example',
  PLATFORM_CLIENT_SECRET: 'of the organisation',
  TENANT_URL_TEMPLATE: 'https://{tenantId}.example',
  PUBLIC_URL: 'https://landscape.example',
};

it('takes settings of production', () => {
  expect(loadSettings(SagaSettings, production).publicUrl).toBe('https://landscape.example');
});

it.each([
  ['NATS_URL', 'tls://nats-1,nats://nats-2'],
  ['ESDB_URL', 'esdb://store?tls=false'],
  ['OIDC_ISSUER', 'http://id.example'],
  ['PLATFORM_CLIENT_SECRET', 'demo'],
  ['TENANT_URL_TEMPLATE', 'http://{tenantId}.example'],
  ['TENANT_DIRECTORY', '{"t-1": {"url": "http://t-1.example", "systemTypes": ["successfactors"]}}'],
  ['PUBLIC_URL', 'http://landscape.example'],
  ['CLOCK_FILE', '/run/offset'],
])('refuses %s=%s in production, and takes it elsewhere', (name, value) => {
  const env = { ...production, [name]: value };
  expect(() => loadSettings(SagaSettings, env)).toThrow(new RegExp(`^${name} [^\\n]+\\nThese are refused`));
  loadSettings(SagaSettings, { ...env, PLATFORM_PROFILE: 'development' });
});

it('refuses every default that is for one machine, at once', () => {
  const load = () => loadSettings(SagaSettings, { PLATFORM_PROFILE: 'production', PLATFORM_CLIENT_SECRET: 'demo' });
  for (const name of [
    'NATS_URL',
    'ESDB_URL',
    'OIDC_ISSUER',
    'PLATFORM_CLIENT_SECRET',
    'TENANT_URL_TEMPLATE',
    'PUBLIC_URL',
  ]) {
    expect(load).toThrow(new RegExp(`^${name} `, 'm'));
  }
});
