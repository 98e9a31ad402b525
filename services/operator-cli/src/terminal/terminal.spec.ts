import { PassThrough } from 'node:stream';
import { Terminal } from './terminal.js';

function terminalWithText(isTTY: boolean, json = false) {
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 200, rows: 50 });
  let text = '';
  stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const terminal = new Terminal({ stdout: Object.assign(new PassThrough(), { isTTY }), stderr }, json, false);
  return { terminal, text: () => text };
}

describe('A progress bar', () => {
  it('shows how much is done, also when the total grows', () => {
    const { terminal, text } = terminalWithText(true);
    const progress = terminal.progress('Rebuilding', 100n, 'events');
    progress.to(50n);
    progress.to(150n, 200n);
    progress.stop();
    expect(text()).toContain('Rebuilding');
    expect(text()).toMatch(/75% \| 150\/200 \| \d+ events\/s/);
  });

  it('never shows more than 100 %', () => {
    const { terminal, text } = terminalWithText(true);
    const progress = terminal.progress('Reading', 100n);
    progress.to(120n);
    progress.stop();
    expect(text()).toContain('100% | 100/100');
  });

  it.each([
    ['stderr is no terminal', false, false],
    ['results are JSON', true, true],
  ])('is not shown when %s', (_, isTTY, json) => {
    const { terminal, text } = terminalWithText(isTTY, json);
    const progress = terminal.progress('Reading', 100n);
    progress.to(50n);
    progress.stop();
    expect(text()).toBe('');
  });
});

describe('A table', () => {
  const table = (isTTY: boolean, isDumb = false) => {
    const stdout = Object.assign(new PassThrough(), { isTTY });
    const terminal = new Terminal({ stdout, stderr: new PassThrough() }, false, true, isDumb);
    const rows = [
      ['a', 'PENDING'],
      ['long name', ''],
    ];
    return terminal.table(['System', 'Status'], rows);
  };
  const PLAIN = 'System     Status\na          PENDING\nlong name';

  it('has lines and a bold head in a terminal', () => {
    expect(table(true)).toContain('│ \u001b[1mSystem');
  });

  it('is plain columns for another program, and in a terminal that can do no more', () => {
    expect(table(false)).toBe(PLAIN);
    expect(table(true, true)).toBe(PLAIN);
  });
});
