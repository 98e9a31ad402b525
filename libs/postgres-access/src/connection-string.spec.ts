import { ConnectionStringError, readConnectionString } from './connection-string.js';

const read = (text: string, env: Record<string, string> = {}) => readConnectionString(text, { USER: 'me', ...env });

describe('a URL', () => {
  it('names a server, a user and a database', () => {
    expect(read('postgresql://ann:s%2Fcret@db.example:5433/landscape')).toMatchObject({
      hosts: [{ name: 'db.example', port: 5433 }],
      user: 'ann',
      password: 's/cret',
      database: 'landscape',
      target: 'read-write',
      tls: { mode: 'prefer' },
      connectTimeoutMs: 5_000,
    });
  });

  it('names several servers, each with its port or the default one', () => {
    expect(read('postgres://u@h1:5433,h2,[::1]:5434/db').hosts).toEqual([
      { name: 'h1', port: 5433 },
      { name: 'h2', port: 5432 },
      { name: '::1', port: 5434 },
    ]);
  });

  it.each(['postgresql:///db?host=/var/run/postgresql&port=5433', 'postgresql://%2Fvar%2Frun%2Fpostgresql:5433/db'])(
    'names the folder of a Unix socket: %s',
    (url) => {
      expect(read(url)).toMatchObject({ hosts: [{ name: '/var/run/postgresql', port: 5433 }], database: 'db' });
    },
  );

  it('has parameters', () => {
    const url =
      'postgres://u@h/db?target_session_attrs=primary&sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/c.pem&sslkey=/k.pem' +
      '&connect_timeout=3&application_name=read%20model&options=-c%20work_mem=8MB&keepalives=1';
    expect(read(url)).toMatchObject({
      target: 'primary',
      tls: { mode: 'verify-full', rootCertFile: '/ca.pem', certFile: '/c.pem', keyFile: '/k.pem' },
      connectTimeoutMs: 3_000,
      applicationName: 'read model',
      options: '-c work_mem=8MB',
    });
  });

  it('may hold an @ or a percent sign in its password, as it always could', () => {
    expect(read('postgres://u:p@ss@h/db')).toMatchObject({ password: 'p@ss', hosts: [{ name: 'h' }] });
    expect(read('postgres://u:50%off@h/db')).toMatchObject({ password: '50%off' });
  });
});

describe('pairs', () => {
  it('name the same as a URL', () => {
    expect(
      read("host=h1,h2 port=5432,5433 dbname = db user=ann password='it\\'s a secret' connect_timeout=2"),
    ).toMatchObject({
      hosts: [
        { name: 'h1', port: 5432 },
        { name: 'h2', port: 5433 },
      ],
      database: 'db',
      user: 'ann',
      password: "it's a secret",
      connectTimeoutMs: 2_000,
    });
  });

  it('name the addresses of hosts: of all, of some, or instead of names', () => {
    expect(read('host=h1,h2 hostaddr=10.0.0.1,::1 port=6000,6001').hosts).toEqual([
      { name: 'h1', address: '10.0.0.1', port: 6000 },
      { name: 'h2', address: '::1', port: 6001 },
    ]);
    expect(read('host=h1,h2 hostaddr=,10.0.0.2').hosts).toEqual([
      { name: 'h1', port: 5432 },
      { name: 'h2', address: '10.0.0.2', port: 5432 },
    ]);
    expect(read('hostaddr=10.0.0.1').hosts).toEqual([{ name: '10.0.0.1', address: '10.0.0.1', port: 5432 }]);
    expect(read('host=h1', { PGHOSTADDR: '10.0.0.1' }).hosts).toEqual([
      { name: 'h1', address: '10.0.0.1', port: 5432 },
    ]);
  });

  it('give one port to all hosts', () => {
    expect(read('host=h1,h2 port=6000').hosts).toEqual([
      { name: 'h1', port: 6000 },
      { name: 'h2', port: 6000 },
    ]);
  });
});

it('channel binding and the password file are named', () => {
  expect(read('postgres://u@h/db?channel_binding=require&passfile=/run/secrets/pgpass')).toMatchObject({
    tls: { channelBinding: 'require' },
    passwordFile: '/run/secrets/pgpass',
  });
  expect(read('postgres://u@h/db').tls.channelBinding).toBe('prefer');
  expect(read('postgres://u@h/db', { PGCHANNELBINDING: 'disable', PGPASSFILE: '/f' })).toMatchObject({
    tls: { channelBinding: 'disable' },
    passwordFile: '/f',
  });
});

it('what is missing comes from libpq’s environment variables, else from its defaults', () => {
  const env = { PGHOST: 'h', PGPORT: '6000', PGUSER: 'ann', PGPASSWORD: 'secret', PGSSLMODE: 'require' };
  expect(read('dbname=db', env)).toMatchObject({
    hosts: [{ name: 'h', port: 6000 }],
    user: 'ann',
    password: 'secret',
    tls: { mode: 'require' },
  });
  expect(read('postgresql://')).toMatchObject({
    hosts: [{ name: 'localhost', port: 5432 }],
    user: 'me',
    database: 'me',
  });
});

describe('a mistake is named in one sentence, without what may be a password', () => {
  it.each([
    ['no URL', 'mysql://u:hidden@h/db', /neither a URL .* nor pairs/],
    ['an empty string', ' ', /is empty/],
    ['a slash in a password', 'postgres://u:12/hidden@h/db', /write \/ as %2F/],
    ['a question mark in a password', 'postgres://u:12?hidden@h/db', /write .* \? as %3F/],
    ['a colon in a host', 'postgres://u@h:54x:hidden/db', /has a port that is no number/],
    ['a port out of range', 'postgres://u@h:70000/db', /has a port that is no number/],
    ['hosts and ports that do not match', 'host=h1,h2,h3 port=1,2', /has 3 hosts and 2 ports/],
    ['names and addresses that do not match', 'host=h1,h2 hostaddr=10.0.0.1', /has 2 hosts and 1 addresses/],
    ['a name as an address', 'host=h1 hostaddr=h2', /has hostaddr="h2", which is no IP address/],
    ['an unknown channel_binding', 'host=h channel_binding=yes', /has channel_binding="yes"\. Give one of disable/],
    ['an empty host', 'postgres://u@h1,,h2/db', /has an empty name in its list of hosts/],
    ['an unknown parameter', 'postgres://u@h/db?sslmod=require', /has the parameter "sslmod", which is not known/],
    ['a parameter without a value', 'postgres://u@h/db?sslmode', /has the parameter "sslmode" without a value/],
    ['an unknown sslmode', 'postgres://u@h/db?sslmode=on', /has sslmode="on"\. Give one of disable/],
    ['an unknown target', 'postgres://u@h/db?target_session_attrs=master', /has target_session_attrs="master"/],
    ['a target that cannot be written to', 'postgres://u@h/db?target_session_attrs=standby', /read-write or primary/],
    ['a time-out that is no number', 'postgres://u@h/db?connect_timeout=3s', /has connect_timeout="3s"/],
    ['a certificate without its key', 'postgres://u@h/db?sslcert=/c.pem', /only one of sslcert and sslkey/],
    ['no authority to verify with', 'postgres://u@h/db?sslmode=verify-ca', /verify-ca without sslrootcert/],
    ['a value with a space', 'host=h password=hidden secret', /after the parameter password/],
    ['bytes that are no text', 'postgres://u:hidden%ff@h/db', /has a password whose percent codes are no UTF-8/],
  ])('%s', (_, text, message) => {
    let error: unknown;
    try {
      read(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConnectionStringError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toMatch(/hidden|secret/);
  });
});
