import { DatabaseUnavailable, unlessUnavailable } from './database-unavailable.js';

const failing = (code: string | undefined, message = 'x') =>
  unlessUnavailable(() => Promise.reject(Object.assign(new Error(message), code === undefined ? {} : { code })));

describe('a query that failed', () => {
  it.each([
    ['the connection broke', '08006'],
    ['a deadlock', '40P01'],
    ['the disk is full', '53100'],
    ['too many connections', '53300'],
    ['the server takes too long', '57014'],
    ['the server shuts down', '57P01'],
    ['the server starts', '57P03'],
    ['a file cannot be read', '58030'],
    ['nobody listens', 'ECONNREFUSED'],
    ['the other side has gone', 'EPIPE'],
    ['the client says only "Connection terminated unexpectedly"', undefined],
  ])('may be made again: %s (%s)', async (_, code) => {
    await expect(failing(code)).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(failing(code)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: 1 });
  });

  it.each([
    ['a syntax error', '42601'],
    ['a value out of range', '22003'],
    ['a row that exists', '23505'],
  ])('is a mistake: %s (%s)', async (_, code) => {
    await expect(failing(code)).rejects.toMatchObject({ code });
  });

  it('shows nothing of its cause', async () => {
    await expect(failing('53100', 'could not extend file base/1/secret')).rejects.not.toThrow(/secret/);
  });
});
