import { eventually, startNats, type Server } from '@system-landscape/test-support';
import { connect, type NatsConnection } from 'nats';
import { logPermissionViolations } from './permission-violations.js';

const CONFIG = `authorization { users: [{
  user: service, password: service, permissions { publish: ["allowed"], subscribe: ["_INBOX.>"] }
}] }`;

let nats: Server;
let connection: NatsConnection;
const lines: string[] = [];

beforeAll(async () => {
  nats = await startNats({ config: CONFIG });
  connection = await connect({ servers: nats.url, user: 'service', pass: 'service' });
  void logPermissionViolations(connection, { error: (line: string) => lines.push(line) });
});
afterAll(async () => {
  await connection.close();
  await nats.stop();
});

it('what NATS does not permit is one line in the log for each subject, with what to do', async () => {
  connection.publish('allowed');
  connection.publish('denied.one');
  connection.publish('denied.one');
  connection.subscribe('denied.two', { callback: () => undefined });
  await eventually(() => lines.length === 2);
  await connection.flush();
  expect(lines).toEqual([
    expect.stringMatching(/not permit this service to publish to denied\.one\. .*NATS_NKEY_FILE/),
    expect.stringMatching(/not permit this service to subscribe to denied\.two\. /),
  ]);
});
