/** Numbers of OpenTelemetry for the levels of pino. */
const SEVERITIES: Readonly<Record<string, number>> = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 };

export interface LogRecordValues {
  readonly timestamp: number;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: string;
  readonly attributes: Record<string, string | number | boolean>;
}

/** A line of the log as a record of OpenTelemetry; undefined for a line that is no JSON, such as a pretty one. */
export function logRecordOf(line: string): LogRecordValues | undefined {
  let members: Record<string, unknown>;
  try {
    members = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  // The service is in the resource, and the process of no use to others.
  const { level, time, msg, err, service: _service, pid: _pid, hostname: _hostname, ...others } = members;
  const attributes: LogRecordValues['attributes'] = {};
  for (const [name, value] of Object.entries(others)) {
    if (value === null || value === undefined) continue;
    attributes[name] =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : JSON.stringify(value);
  }
  const { type, message, stack } = (err ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof type === 'string') attributes['exception.type'] = type;
  if (typeof message === 'string') attributes['exception.message'] = message;
  if (typeof stack === 'string') attributes['exception.stacktrace'] = stack;
  return {
    timestamp: Date.parse(String(time)) || Date.now(),
    severityNumber: SEVERITIES[String(level)] ?? 9,
    severityText: String(level),
    body: typeof msg === 'string' ? msg : '',
    attributes,
  };
}
