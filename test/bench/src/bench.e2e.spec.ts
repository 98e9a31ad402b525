import { bench, QUICK, ROW_IDS } from './bench.js';
import { chartOf, tableOf } from './report.js';

describe('npm run bench', () => {
  it('measures every row beside its ceiling and shows them', async () => {
    const { rows, facts } = await bench(ROW_IDS, { ...QUICK, systems: 40 });
    expect(rows.map(({ id }) => id)).toEqual(ROW_IDS);
    for (const { id, figures, title } of rows) {
      expect([id, figures.ours!.median > 0, figures.ceiling!.median > 0]).toEqual([id, true, true]);
      expect(tableOf(rows, facts)).toContain(title);
    }
    expect(facts.find(({ id }) => id === 'ready')!.value).toBeGreaterThan(0);
    expect(chartOf(rows)).toMatch(/^<svg[\s\S]*ours ÷ ceiling[\s\S]*<\/svg>$/);
  }, 180_000);
});
