import Table from 'cli-table3';
import * as echarts from 'echarts';
import type { Metric } from './metrics.js';
import { RUNNERS, type Measured, type Ratio } from './measure.js';
import type { Results } from './results.js';

const ROW_HEAD = [
  ...['Measure', 'Unit', 'Ours', 'Ceiling', 'Rival', 'Ours, few systems'],
  ...['Ours ÷ ceiling', 'Ours ÷ rival', 'Ours ÷ few'],
];
const FACT_HEAD = ['Measure', 'Unit', 'Ours', 'Goal'];

/** The results as tables for the terminal. */
export function tableOf({ rows, facts }: Results): string {
  const tables = [
    { head: ROW_HEAD, cells: rows.map(cellsOfRow) },
    { head: FACT_HEAD, cells: facts.map(cellsOfFact) },
  ];
  return tables
    .map(({ head, cells }) => {
      const table = new Table({ head, style: { head: [], border: [] } });
      table.push(...cells);
      return table.toString();
    })
    .join('\n');
}

/** The same tables in Markdown, for docs/performance.md. */
export function markdownOf({ rows, facts }: Results): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = (head: readonly string[], cells: readonly (readonly string[])[]) =>
    [line(head), line(head.map(() => '---')), ...cells.map(line)].join('\n');
  return `${table(ROW_HEAD, rows.map(cellsOfRow))}\n\n${table(FACT_HEAD, facts.map(cellsOfFact))}`;
}

function cellsOfRow({ title, unit, figures, ratios }: Measured): string[] {
  const cells = RUNNERS.map((runner) => {
    const figure = figures[runner];
    return figure ? `${number(figure.median)} ±${(figure.spread * 50).toFixed(0)} %` : '–';
  });
  return [title, unit, ...cells, ratio(ratios.ceiling), ratio(ratios.rival), ratio(ratios.few)];
}

function cellsOfFact({ title, unit, value, goal }: Metric): string[] {
  const judged = goal === undefined ? '–' : `≤ ${number(goal)}: ${value <= goal ? 'met' : 'missed'}`;
  return [title, unit, number(value), judged];
}

/** A chart of each ratio with its goal, as SVG. */
export function chartOf({ rows }: Pick<Results, 'rows'>): string {
  const bars = rows.flatMap(({ title, ratios }) =>
    Object.entries(ratios).map(([other, { value, goal }]) => ({ name: `${title}\nours ÷ ${other}`, value, goal })),
  );
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 1100, height: 120 + 60 * bars.length });
  chart.setOption({
    animation: false,
    title: { text: 'Ratios and their goals' },
    legend: { data: ['measured', 'goal'], top: 30 },
    grid: { left: 520, right: 60, top: 70, bottom: 30 },
    xAxis: { type: 'value' },
    yAxis: { type: 'category', inverse: true, data: bars.map(({ name }) => name) },
    series: [
      {
        name: 'measured',
        type: 'bar',
        data: bars.map(({ value }) => Number(value.toFixed(3))),
        label: { show: true, position: 'right' },
      },
      {
        name: 'goal',
        type: 'scatter',
        symbol: 'rect',
        symbolSize: [3, 30],
        data: bars.map(({ goal }) => goal ?? null),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
}

function ratio(of: Ratio | undefined): string {
  if (of === undefined) return '–';
  const { value, goal } = of;
  if (goal === undefined) return value.toFixed(2);
  return `${value.toFixed(2)} (goal ${goal}: ${value >= goal ? 'met' : 'missed'})`;
}
