import { startEmbeddedEventStore } from '@system-landscape/embedded-event-store';
import { REPOSITORY_ROOT, type LocalPlatform } from '@system-landscape/local';
import { eventually, startOtlpCollector, type CollectedSpan, type OtlpCollector } from '@system-landscape/test-support';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';
import { withOwnPlatform } from './own-platform.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

let platform: LocalPlatform;
let collector: OtlpCollector;

beforeAll(async () => {
  collector = await startOtlpCollector();
});
afterAll(() => collector.close());

withOwnPlatform(
  () => ({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_BLRP_SCHEDULE_DELAY: '100',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
    },
  }),
  (started) => {
    platform = started;
  },
);

/** Name and type of each metric of ours. */
const TYPE = /^# TYPE ((?:landscape|event_store)_\w+) (\w+)$/gm;

async function exposedAt(url: string): Promise<string[]> {
  const response = await fetch(`${url}/metrics`);
  if (!response.ok) return [];
  return [...(await response.text()).matchAll(TYPE)].map(([, name, type]) => `${name} ${type}`);
}

it('the services expose the metrics that docs/metrics.md lists, and no others', async () => {
  const store = await startEmbeddedEventStore({ mem: true, httpPort: 0 });
  const http = Object.values(platform.components())
    .map(({ url, metricsUrl }) => metricsUrl ?? url)
    .filter((url) => url.startsWith('http'));
  const exposed = await Promise.all([...http, `http://127.0.0.1:${store.httpPort}`].map(exposedAt));
  await store.close();
  const page = readFileSync(join(REPOSITORY_ROOT, 'docs/metrics.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)` +\| (\w+)/gm)].map(([, name, type]) => `${name} ${type}`);
  expect([...new Set(exposed.flat())].sort()).toEqual(listed.sort());
});

describe('with an OTLP endpoint', () => {
  let added: AddedAnswer;
  const ofTrace = () => collector.spans.filter(({ traceId }) => traceId === TRACE_ID);
  const named = (name: string) => ofTrace().filter((span) => span.name === name);
  const parentOf = ({ parentSpanId }: CollectedSpan) => ofTrace().find(({ spanId }) => spanId === parentSpanId);

  it('one trace goes from the click to Registered, through all services that have a part in it', async () => {
    const account = await ApiConsumer.signIn(platform, 'ga-admin');
    const tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
    const body = { name: 'Traced system', type: 's4hana-cloud' };
    added = (await account.call<AddedAnswer>('POST', SYSTEMS, { body })).body;
    const redeemed = await tenant.call('POST', EXTENSIONS, {
      body: { integrationToken: added.integrationToken.value },
      headers: { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` },
    });
    expect(redeemed.status).toBe(202);
    await eventually(async () => {
      const { body: system } = await account.call<SystemAnswer>('GET', `${SYSTEMS}/${added.system.id}`);
      return system.status === 'REGISTERED';
    });
    const services = ['event-relay', 'gateway', 'projection', 'registration', 'tenant-simulator'];
    await eventually(() => services.every((name) => ofTrace().some(({ service }) => service === name)));
    await eventually(() => named('process RegistrationStepRequested').length === 4);
    // Each span leads to the click: none has lost its parent.
    const lost = () =>
      ofTrace()
        .filter((span) => span.parentSpanId !== '00f067aa0ba902b7' && !parentOf(span))
        .map(({ service, name }) => `${service}: ${name}`);
    await eventually(() => lost().length === 0).catch(() => expect(lost()).toEqual([]));

    const [request] = named('POST /v1/tenants/:tenantId/extensions');
    expect(request).toMatchObject({ service: 'gateway', kind: 2, isError: false });
    expect(request!.attributes).toMatchObject({ 'http.response.status_code': 202 });
    const redemptions = named('rpc.registration.redeem-token.v1').map(({ service, kind }) => [service, kind]);
    expect(redemptions.sort()).toEqual([
      ['gateway', 3],
      ['registration', 2],
    ]);
    expect(named('append system').length).toBeGreaterThanOrEqual(5);
    const steps = ofTrace().filter(({ name, kind }) => kind === 3 && name.startsWith('PUT '));
    expect(steps).toHaveLength(4);
    for (const step of steps) {
      expect(parentOf(step)!.name).toBe('process RegistrationStepRequested');
      expect(ofTrace().some((span) => span.service === 'tenant-simulator' && parentOf(span) === step)).toBe(true);
    }
    expect(named('publish LANDSCAPE').length).toBeGreaterThan(0);
    expect(named('project').length).toBeGreaterThan(0);
  });

  it('logs and metrics come, too: log lines with the trace of their request, metrics with their names', async () => {
    const tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
    await tenant.call('POST', EXTENSIONS, { body: { integrationToken: added.integrationToken.value } });
    const refused = await eventually(() =>
      collector.logs.find(({ attributes }) => attributes['audit'] === 'redemption-refused'),
    );
    expect(refused).toMatchObject({
      service: 'registration',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    expect(refused.attributes['correlationId']).toBeDefined();

    const metric = (name: string) => collector.metrics.find((each) => each.name === name && each.points.length > 0);
    const histogram = await eventually(() => metric('landscape_http_request_seconds'));
    expect(histogram).toMatchObject({ service: 'gateway', kind: 'histogram' });
    expect(await eventually(() => metric('landscape_systems'))).toMatchObject({ service: 'projection', kind: 'gauge' });
    expect(metric('process_cpu_seconds_total')).toMatchObject({ kind: 'sum' });
  });

  it('M-06: nothing that is sent holds a token or says who somebody is', () => {
    const sent = collector.bodies.join('\n');
    expect(sent.length).toBeGreaterThan(10_000);
    const secret = added.integrationToken.value.split('.')[2]!;
    expect(sent.includes(secret)).toBe(false);
    expect(sent).not.toMatch(/slt_[A-Za-z0-9]|eyJ[A-Za-z0-9_-]{8,}|[Bb]earer /);
    expect(sent).not.toContain('Traced system');
    const people = ['"ga-admin"', '"tenant-admin"'];
    expect(people.filter((person) => sent.includes(person))).toEqual([]);
  });
});
