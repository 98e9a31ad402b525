// Makes spans and sends them to the endpoint of OTEL_EXPORTER_OTLP_ENDPOINT. A program of its own, since the SDK loads parts of
// itself in a way that Jest cannot follow.
import 'reflect-metadata';
import { contextOf, runInContext, unsampledTraceparent } from '../context/request-context.js';
import { loadSettings } from '../settings/settings.js';
import { startOpenTelemetry } from '../telemetry/open-telemetry.js';
import { flushTelemetry, inSpan, traceBatch, traced, useTelemetry } from '../telemetry/telemetry.js';
import { TelemetrySettings } from '../telemetry/telemetry-settings.js';

const [caller = '', other = ''] = process.argv.slice(2);
const span = (name: string) => () => ({ name, kind: 'internal' as const, attributes: {} });
const nothing = () => Promise.resolve();

async function main(): Promise<void> {
  useTelemetry(startOpenTelemetry('program', loadSettings(TelemetrySettings, process.env)));
  await runInContext(contextOf({ traceparent: caller }), () =>
    inSpan(
      () => ({ ...span('outer')(), links: [other, undefined, unsampledTraceparent()] }),
      () => traced(span('inner'), nothing),
    ),
  );
  const error = Object.assign(new Error('no such person as Erika'), { code: 'NOT_FOUND' });
  await traced(span('fails'), () => Promise.reject(error)).catch(nothing);
  traceBatch([caller, undefined, 'x', caller, other, unsampledTraceparent()], Date.now(), span('batch')());
  await runInContext(contextOf({ traceparent: unsampledTraceparent() }), () => inSpan(span('unsampled'), nothing));
  await flushTelemetry();
}

void main();
