import { DemoTeller, shortenTokens } from './demo-teller.js';

const told = (inColour: boolean, tell: (teller: DemoTeller) => void): string => {
  const lines: string[] = [];
  tell(
    new DemoTeller(
      (line) => lines.push(line),
      inColour,
      () => 1_500,
    ),
  );
  return lines.join('\n');
};

it('never shows a whole integration token', () => {
  const body = { value: `slt_${'a'.repeat(60)}.${'b'.repeat(60)}.${'c-_'.repeat(20)}` };
  expect(told(false, (teller) => teller.answer(200, body))).not.toMatch(/a{20}|b{5}|c-_/);
  expect(shortenTokens('slt_abcdefghijkl.mno.pqr,')).toBe('slt_abcdefgh…,');
});

it('uses colour only when told to', () => {
  const status = (teller: DemoTeller) =>
    teller.status({ id: 's', name: 'n', status: 'REGISTERED', statusDetail: 'All steps done.' });
  expect(told(false, status)).toBe('   ● REGISTERED 1.5 s – All steps done.');
});
