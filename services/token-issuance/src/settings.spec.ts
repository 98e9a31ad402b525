import { generateKey } from '@system-landscape/integration-token';
import { loadSettings, SettingsError } from '@system-landscape/service-kit';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokenIssuanceSettings } from './settings.js';

let folder: string;
let keys: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'landscape-settings-'));
  keys = join(folder, 'keys.json');
  writeFileSync(keys, JSON.stringify({ keys: [await generateKey()] }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const load = (env: NodeJS.ProcessEnv) => loadSettings(TokenIssuanceSettings, { INTEGRATION_TOKEN_KEYS: keys, ...env });
const mistakesOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    load(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
  }
  throw new Error('The settings were accepted');
};

describe('settings', () => {
  it('have defaults for everything but the keys', () => {
    expect(load({})).toMatchObject({
      eventStoreUrl: 'esdb://127.0.0.1:2113?tls=false',
      maxLiveTokens: 1_000,
      expirySweepIntervalMs: 60_000,
    });
    expect(load({}).tokenValidityMs).toBeUndefined();
  });

  it('are read from the environment', () => {
    expect(load({ TOKEN_VALIDITY: 'PT2S', MAX_LIVE_TOKENS: '5', EXPIRY_SWEEP_INTERVAL: 'PT1S' })).toMatchObject({
      tokenValidityMs: 2_000,
      maxLiveTokens: 5,
      expirySweepIntervalMs: 1_000,
    });
  });

  it.each<[NodeJS.ProcessEnv, RegExp]>([
    [{ INTEGRATION_TOKEN_KEYS: '' }, /^INTEGRATION_TOKEN_KEYS is not set; it must name the private JWKS file/],
    [
      { INTEGRATION_TOKEN_KEYS: '/nowhere/keys.json' },
      /^INTEGRATION_TOKEN_KEYS names a key file that cannot be used: \/nowhere\/keys\.json cannot be read \(ENOENT\)\. Name/,
    ],
    [{ ESDB_URL: 'http://127.0.0.1:2113' }, /^ESDB_URL must be a connection string such as esdb:/],
    [{ TOKEN_VALIDITY: '7 days' }, /^TOKEN_VALIDITY must be an ISO 8601 duration/],
    [{ TOKEN_VALIDITY: 'PT0S' }, /^TOKEN_VALIDITY must be at least PT1S/],
    [{ MAX_LIVE_TOKENS: '-1' }, /^MAX_LIVE_TOKENS must be a whole number/],
    [{ EXPIRY_SWEEP_INTERVAL: 'PT0S' }, /^EXPIRY_SWEEP_INTERVAL must be at least PT0\.1S/],
  ])('report %p in one message with the remedy', (env, message) => {
    expect(mistakesOf(env)).toEqual([expect.stringMatching(message)]);
  });
});
