import { startOtlpCollector } from '@system-landscape/test-support';
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BUILT = join(__dirname, '../../dist/index.js');

/** Packages of OpenTelemetry that a process loads; prom-client loads the API alone. */
function loaded(program: string): string[] {
  const output = execFileSync(process.execPath, ['-e', `require('reflect-metadata'); ${program}; ${LIST}`], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[];
}

const LIST = `
  const names = Object.keys(require.cache).flatMap((file) => /@opentelemetry\\/([^/]+)/.exec(file)?.[1] ?? []);
  console.log(JSON.stringify([...new Set(names)].filter((name) => name !== 'api')))`;

it('without an endpoint nothing of the SDK is loaded', () => {
  expect(loaded(`require(${JSON.stringify(BUILT)})`)).toEqual([]);
});

it('with one it is', () => {
  const file = join(BUILT, '../telemetry/open-telemetry.js');
  expect(loaded(`require(${JSON.stringify(file)})`)).toContain('sdk-trace-base');
});

it('spans nest in the trace of the caller, with links; what fails has its code; what is not sampled is not sent', async () => {
  const collector = await startOtlpCollector();
  const [trace, parent] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  const [otherTrace, otherSpan] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  const program = [join(BUILT, '../testing/telemetry-program.js'), `00-${trace}-${parent}-01`];
  await promisify(execFile)(process.execPath, [...program, `00-${otherTrace}-${otherSpan}-01`], {
    env: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  });
  await collector.close();

  const named = (name: string) => collector.spans.filter((span) => span.name === name);
  const [outer] = named('outer');
  expect(outer).toMatchObject({ service: 'program', traceId: trace, parentSpanId: parent, isError: false });
  expect(outer!.links).toMatchObject([{ traceId: otherTrace, spanId: otherSpan }]);
  expect(named('inner')).toMatchObject([{ traceId: trace, parentSpanId: outer!.spanId }]);
  expect(named('fails')).toMatchObject([{ isError: true, attributes: { 'error.type': 'NOT_FOUND' } }]);
  expect(collector.bodies.join()).not.toContain('Erika');
  expect(named('batch').map(({ traceId, parentSpanId }) => [traceId, parentSpanId])).toEqual([
    [trace, parent],
    [otherTrace, otherSpan],
  ]);
  expect(named('unsampled')).toEqual([]);
});
