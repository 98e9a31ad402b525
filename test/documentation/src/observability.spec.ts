import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../../..');
const OBSERVABILITY = join(ROOT, 'deploy/observability');
const RUNBOOKS = 'https://landscape.example/deploy/runbooks/';

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const read = (path: string) => readFileSync(path, 'utf8');
const rules = ['recording.rules.yml', 'alerts.rules.yml']
  .map((file) => parse(read(join(OBSERVABILITY, 'prometheus', file))) as { groups: { rules: Rule[] }[] })
  .flatMap(({ groups }) => groups.flatMap((group) => group.rules));
const alerts = rules.filter(({ alert }) => alert !== undefined);
const dashboards = readdirSync(join(OBSERVABILITY, 'grafana')).map((file) => ({
  file,
  expressions: [...read(join(OBSERVABILITY, 'grafana', file)).matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(
    ([, text]) => JSON.parse(text!) as string,
  ),
}));

/** Metrics of the pages that a test on a started platform compares with what is exposed, with the series of histograms. */
const documented = new Set(
  [...read(join(ROOT, 'docs/metrics.md')).matchAll(/^\| `(\w+)` +\| (histogram|counter|gauge)/gm)].flatMap(
    ([, name, type]) => (type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name!]),
  ),
);
/** Of Node's process, and of Prometheus itself. */
const OF_OTHERS = new Set([
  ...['up', 'process_cpu_seconds_total', 'process_resident_memory_bytes', 'process_open_fds', 'process_max_fds'],
  ...['nodejs_heap_size_used_bytes', 'nodejs_eventloop_lag_p99_seconds', 'nodejs_gc_duration_seconds_sum'],
]);
const recorded = new Set(rules.flatMap(({ record }) => record ?? []));

/** The names of series in an expression: no label, function, keyword or number. */
function seriesIn(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '""')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right) *\([^)]*\)/g, ' ');
  return [...bare.matchAll(/(?<![\w:.])[a-zA-Z_:][\w:]*(?! *\()(?![\w:])/g)]
    .map(([name]) => name)
    .filter((name) => !['and', 'or', 'unless', 'bool', 'offset'].includes(name));
}

const unknownIn = (expressions: readonly string[]) =>
  expressions.flatMap(seriesIn).filter((name) => !documented.has(name) && !recorded.has(name) && !OF_OTHERS.has(name));

it('finds the series of an expression, and nothing else', () => {
  const expression =
    'sum by (job) (rate(a_total{x="b_total"}[5m])) / on (y) clamp_min(c:d:e, 1e-9) > bool 2 and f - time() < 14 * 86400';
  expect(seriesIn(expression)).toEqual(['a_total', 'c:d:e', 'f']);
});

it('rules name only metrics that are documented', () => {
  expect(rules.length).toBeGreaterThan(30);
  expect(unknownIn(rules.map(({ expr }) => expr))).toEqual([]);
});

it.each(dashboards)('the dashboard $file names only metrics that are documented', ({ expressions }) => {
  expect(expressions.length).toBeGreaterThan(10);
  expect(unknownIn(expressions)).toEqual([]);
});

it('the SLOs name only metrics that are documented', () => {
  const queries = [...read(join(ROOT, 'docs/slos.md')).matchAll(/```promql\n(.*?)```/gs)].map(([, query]) => query!);
  expect(queries.length).toBe(4);
  expect(unknownIn(queries)).toEqual([]);
});

it.each(alerts)('the alert $alert has a runbook that names it, and a test', ({ alert, annotations }) => {
  const url = annotations!['runbook_url']!;
  expect(url.startsWith(RUNBOOKS)).toBe(true);
  const runbook = join(ROOT, 'deploy/runbooks', `${url.slice(RUNBOOKS.length)}.md`);
  expect(existsSync(runbook)).toBe(true);
  expect(read(runbook)).toContain(`\`${alert!}\``);
  expect(read(join(OBSERVABILITY, 'prometheus/alerts.test.yml'))).toContain(`alertname="${alert!}"`);
});
