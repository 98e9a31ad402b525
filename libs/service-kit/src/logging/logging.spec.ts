import { Writable } from 'node:stream';
import { pino } from 'pino';
import { loggerOptions, masked, personMark } from './logging.js';

/** What is written when this is logged. */
function lineOf(fields: object, message: string): string {
  let line = '';
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      line += chunk.toString();
      done();
    },
  });
  pino(loggerOptions({ service: 'test', level: 'info' }), destination).info(fields, message);
  return line;
}

describe('A log line', () => {
  it('M-06: names no person, but tells the same one by the same mark', () => {
    const line = lineOf({ actor: 'zephyrine@example.org', audit: { actor: 'zephyrine@example.org' } }, 'Refused');
    expect(line).not.toContain('zephyrine');
    const mark = personMark('zephyrine@example.org');
    expect(JSON.parse(line)).toMatchObject({ actor: mark, audit: { actor: mark } });
    expect(personMark('balthazar@example.org')).not.toBe(mark);
    expect(lineOf({ actor: { subject: 'zephyrine' } }, 'Refused')).not.toContain('zephyrine');
  });

  it('holds no token and no secret, wherever it stands', () => {
    const token = 'slt_eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiJ0ZXN0In0.c2lnbmF0dXJl';
    const line = lineOf({ integrationToken: 'x', body: { client_secret: 'y' }, text: `see ${token}` }, token);
    expect(line).not.toContain('c2lnbmF0dXJl');
    expect(JSON.parse(line)).toMatchObject({ integrationToken: '[secret]', body: { client_secret: '[secret]' } });
    expect(masked('Bearer abcdefghijkl')).toBe('Bearer [secret]');
  });
});
