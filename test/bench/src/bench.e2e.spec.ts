import { bench, MEASUREMENT_IDS } from './bench.js';
import { QUICK } from './bench-scale.js';
import { chartOf, markdownOf, tableOf } from './report.js';

describe('npm run bench', () => {
  it('measures every row and shows them', async () => {
    const results = await bench(MEASUREMENT_IDS, QUICK);
    expect(
      results.rows.map(({ id, figures }) => [id, ...Object.keys(figures).filter((name) => name !== 'rival')]),
    ).toEqual([
      ['status', 'ours', 'ceiling'],
      ['list', 'ours', 'ceiling', 'few'],
      ['status-many', 'ours', 'few'],
      ['register-many', 'ours', 'few'],
      ['append-many', 'ours', 'few'],
      ['store-reads', 'ours', 'ceiling'],
      ['register', 'ours', 'ceiling'],
      ['bare-register', 'ours'],
      ['lifecycle', 'ours', 'ceiling'],
      ['store-appends', 'ours', 'ceiling'],
      ['rebuild', 'ours', 'ceiling'],
    ]);
    const facts = results.facts.filter(({ unit }) => unit !== 'MB');
    expect(facts.map(({ id }) => id)).toEqual([
      'ready',
      'ready-many',
      'append-client',
      'one-alone-p50',
      'one-alone-p99',
      'one-alone-straight',
      'cpu-register',
      'cpu-whole',
      'cpu-alone',
      'lag-read-model',
      'lag-jetstream',
      'long-streams-display-first',
      'long-streams-display',
      'long-streams-display-ratio',
      'long-streams-as-of-first',
      'long-streams-as-of',
      'long-streams-as-of-ratio',
      'long-streams-explain-first',
      'long-streams-explain',
      'long-streams-explain-ratio',
      'long-streams-redeem-first',
      'long-streams-redeem',
      'long-streams-redeem-ratio',
      'long-streams-deregister-first',
      'long-streams-deregister',
      'long-streams-deregister-ratio',
      'first-view',
    ]);
    for (const { figures, title } of results.rows) {
      expect(Object.values(figures).filter(({ median }) => !(median > 0))).toEqual([]);
      expect(tableOf(results)).toContain(title);
      expect(markdownOf(results)).toContain(`| ${title} |`);
    }
    expect(facts.filter(({ value }) => !(value > 0))).toEqual([]);
    expect(chartOf(results)).toMatch(/^<svg[\s\S]*ours ÷ ceiling[\s\S]*<\/svg>$/);
  }, 600_000);
});
