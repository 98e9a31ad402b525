import { loadSettings } from '@system-landscape/service-kit';
import { EventStoreUrl, LOCAL_EVENT_STORE } from './event-store-url.js';

class Settings {
  @EventStoreUrl() readonly eventStoreUrl: string = LOCAL_EVENT_STORE;
}
const load = (env: Record<string, string>) => loadSettings(Settings, env).eventStoreUrl;

it.each(['http://127.0.0.1', 'esdb://', 'esdb://a b'])('refuses %s', (ESDB_URL) => {
  expect(() => load({ ESDB_URL })).toThrow('ESDB_URL must be a connection string such as esdb://127.0.0.1:2113');
});

it.each(['esdb://store:2113?tls=false', 'esdb+discover://a,b?keepAliveInterval=5&TLS=False'])(
  'refuses %s in production',
  (ESDB_URL) => {
    expect(load({ ESDB_URL })).toBe(ESDB_URL);
    expect(() => load({ ESDB_URL, NODE_ENV: 'production' })).toThrow('ESDB_URL must use TLS');
  },
);

it('refuses its default in production', () => {
  expect(() => load({ NODE_ENV: 'production' })).toThrow('ESDB_URL must use TLS');
});

it.each(['esdb://user:p%3Ftls=false@store', 'esdb+discover://a,b?tls=true&tlsCaFile=/ca.pem'])(
  'takes %s in production',
  (ESDB_URL) => {
    expect(load({ ESDB_URL, NODE_ENV: 'production' })).toBe(ESDB_URL);
  },
);
