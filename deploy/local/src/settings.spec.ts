import { componentsToStart, readSettings, type Environment } from './settings.js';

const problemsOf = (env: Environment) => readSettings(env).problems;

describe('readSettings', () => {
  it('uses the documented ports and folder by default', () => {
    const { settings, problems } = readSettings({});
    expect(problems).toEqual([]);
    expect(settings.ports).toEqual({
      gateway: [8080],
      'identity-provider': [8090],
      'tenant-simulator': [8092],
      'event-store': [2113],
      nats: [4222],
      'token-issuance': [8101],
      registration: [8102],
      projection: [8103],
      deregistration: [8104],
      assignment: [8105],
      'event-relay': [8106],
    });
    expect(settings.metricsPorts).toEqual({ gateway: [8081] });
    expect(settings.dataDir).toBe(`${process.cwd()}/.data`);
  });

  it.each([{ NODE_ENV: 'production' }, { PLATFORM_PROFILE: 'production', NODE_ENV: 'test' }])('refuses %j', (env) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining('is for development')]);
  });

  it('takes a profile that says development', () => {
    expect(problemsOf({ NODE_ENV: 'production', PLATFORM_PROFILE: 'development' })).toEqual([]);
  });

  it('starts several instances of services, 100 ports apart, but not of components that own a folder', () => {
    const { ports, metricsPorts } = readSettings({ INSTANCES: '2', REGISTRATION_INSTANCES: '3' }).settings;
    expect(ports.gateway).toEqual([8080, 8180]);
    expect(metricsPorts.gateway).toEqual([8081, 8181]);
    expect(ports.registration).toEqual([8102, 8202, 8302]);
    expect(ports.projection).toEqual([8103]);
    expect(ports.nats).toEqual([4222]);
  });

  it('starts several instances of the projection only on PostgreSQL', () => {
    const env = { PROJECTION_INSTANCES: '2' };
    expect(problemsOf(env)).toEqual([
      'PROJECTION_INSTANCES is 2, but the folder of the embedded read model belongs to one process. ' +
        'Leave it at 1, or give a PostgreSQL in DATABASE_URL.',
    ]);
    expect(problemsOf({ ...env, DATABASE_URL: 'postgres://localhost/landscape' })).toEqual([]);
  });

  it.each([
    [
      { GATEWAY_PORT: '80a' },
      'GATEWAY_PORT is "80a", which is no port. Give a number from 1 to 65535, for example 8080.',
    ],
    [
      { NATS_PORT: '70000' },
      'NATS_PORT is "70000", which is no port. Give a number from 1 to 65535, for example 4222.',
    ],
    [
      { GATEWAY_PORT: '8090' },
      'identity-provider and gateway would both listen on port 8090. Change IDENTITY_PROVIDER_PORT.',
    ],
    [
      { GATEWAY_METRICS_PORT: '8080' },
      'metrics of gateway and gateway would both listen on port 8080. Change GATEWAY_METRICS_PORT.',
    ],
    [{ INSTANCES: '0' }, 'INSTANCES is "0". Give a number from 1 to 8.'],
    [
      { ESDB_URL: 'http://admin:secret@localhost' },
      'ESDB_URL must start with esdb:// or esdb+discover:// and name a host. Correct it, or unset it to start that component here.',
    ],
    [
      { TOKEN_VALIDITY: '7 days' },
      'TOKEN_VALIDITY is "7 days", which is no ISO 8601 duration. Write for example PT30S, PT60M or P7D.',
    ],
    [{ MAX_LIVE_TOKENS: '-1' }, 'MAX_LIVE_TOKENS is "-1". Give a whole number above 0.'],
  ])('refuses %j with cause and remedy', (env, message) => {
    expect(problemsOf(env)).toEqual([message]);
  });

  it('reports every mistake at once', () => {
    expect(problemsOf({ GATEWAY_PORT: 'x', EXPIRY_SWEEP_INTERVAL: 'PT', INSTANCES: 'many' })).toHaveLength(3);
  });

  it('does not start external components', () => {
    const { settings, problems } = readSettings({
      ESDB_URL: 'esdb://store:2113?tls=false',
      NATS_URL: 'nats://bus:4222',
      OIDC_ISSUER: 'https://login.example',
      // The default port of the NATS that is not started here.
      GATEWAY_PORT: '4222',
    });
    expect(problems).toEqual([]);
    expect(componentsToStart(settings)).toEqual([
      'gateway',
      'tenant-simulator',
      'token-issuance',
      'registration',
      'projection',
      'deregistration',
      'assignment',
      'event-relay',
    ]);
  });
});
