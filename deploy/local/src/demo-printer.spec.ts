import { DemoPrinter, shortenTokens } from './demo-printer.js';

const output = (inColour: boolean, print: (printer: DemoPrinter) => void): string => {
  const lines: string[] = [];
  print(
    new DemoPrinter(
      (line) => lines.push(line),
      inColour,
      () => 1_500,
    ),
  );
  return lines.join('\n');
};

it('never prints a complete integration token', () => {
  const body = { value: `slt_${'a'.repeat(60)}.${'b'.repeat(60)}.${'c-_'.repeat(20)}` };
  expect(output(false, (printer) => printer.response(200, body))).not.toMatch(/a{20}|b{5}|c-_/);
  expect(shortenTokens('slt_abcdefghijkl.mno.pqr,')).toBe('slt_abcdefgh…,');
});

it('prints no colours when they are off', () => {
  const status = (printer: DemoPrinter) =>
    printer.status({ id: 's', name: 'n', status: 'REGISTERED', statusDetail: 'All steps done.' });
  expect(output(false, status)).toBe('   ● REGISTERED 1.5 s – All steps done.');
});
