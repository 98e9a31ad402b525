import { Writable } from 'node:stream';
import { pino } from 'pino';
import { loggerOptions, masked, pseudonymOf } from './logging.js';

/** The line that is written for this log call. */
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
  it('M-06: contains no name, but the same pseudonym for the same person', () => {
    const line = lineOf({ actor: 'zephyrine@example.org', audit: { actor: 'zephyrine@example.org' } }, 'Refused');
    expect(line).not.toContain('zephyrine');
    const pseudonym = pseudonymOf('zephyrine@example.org');
    expect(JSON.parse(line)).toMatchObject({ actor: pseudonym, audit: { actor: pseudonym } });
    expect(pseudonymOf('balthazar@example.org')).not.toBe(pseudonym);
    expect(lineOf({ actor: { subject: 'zephyrine' } }, 'Refused')).not.toContain('zephyrine');
  });

  it('contains no token and no secret, in any member or text', () => {
    const token = 'slt_eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiJ0ZXN0In0.c2lnbmF0dXJl';
    const line = lineOf({ integrationToken: 'x', body: { client_secret: 'y' }, text: `see ${token}` }, token);
    expect(line).not.toContain('c2lnbmF0dXJl');
    expect(JSON.parse(line)).toMatchObject({ integrationToken: '[secret]', body: { client_secret: '[secret]' } });
    expect(masked('Bearer abcdefghijkl')).toBe('Bearer [secret]');
  });
});
