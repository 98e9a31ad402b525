import Table from 'cli-table3';
import * as echarts from 'echarts';
import type { Fact } from './facts.js';
import type { Measured, Ratio, Runner } from './measure.js';

const RUNNERS: readonly Runner[] = ['ours', 'ceiling', 'rival'];

/** The table for the screen. */
export function tableOf(rows: readonly Measured[], facts: readonly Fact[]): string {
  const table = new Table({
    head: ['measure', 'unit', 'ours', 'ceiling', 'rival', 'ours ÷ ceiling', 'ours ÷ rival'],
    style: { head: [], border: [] },
  });
  for (const { title, unit, figures, ratios } of rows) {
    const cells = RUNNERS.map((runner) => {
      const figure = figures[runner];
      return figure ? `${number(figure.median)} ±${(figure.spread * 50).toFixed(0)} %` : '–';
    });
    table.push([title, unit, ...cells, ratio(ratios.ceiling), ratio(ratios.rival)]);
  }
  for (const { title, unit, value, goal } of facts) {
    const judged = `goal ≤ ${number(goal)}: ${value <= goal ? 'met' : 'missed'}`;
    table.push([title, unit, number(value), '–', '–', judged, '–']);
  }
  return table.toString();
}

/** The chart: each ratio beside its goal, as SVG. */
export function chartOf(rows: readonly Measured[]): string {
  const bars = rows.flatMap(({ title, ratios }) =>
    Object.entries(ratios).map(([other, { value, goal }]) => ({ name: `${title}\nours ÷ ${other}`, value, goal })),
  );
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 120 + 60 * bars.length });
  chart.setOption({
    animation: false,
    title: { text: 'Ratios and their goals' },
    legend: { data: ['measured', 'goal'], top: 30 },
    grid: { left: 330, right: 60, top: 70, bottom: 30 },
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
