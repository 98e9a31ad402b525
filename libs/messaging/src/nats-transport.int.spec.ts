import { PROBLEMS } from '@system-landscape/contracts';
import { startNats, type Server } from '@system-landscape/test-support';
import { connect, headers, type Msg, type MsgHdrs, type NatsConnection } from 'nats';
import { gatherWrites } from './gathered-writes.js';
import { NatsTransport } from './nats-transport.js';

const SUBJECT = 'rpc.echo.v1';

const REFUSED = 'rpc.echo.refused.v1';
const FOR_OPERATORS = { code: 'UNAVAILABLE', isForOperators: true };

let nats: Server;
let service: NatsConnection;
let client: NatsConnection;
const unexpected: unknown[] = [];
const dropped: string[] = [];
let handled = 0;

beforeAll(async () => {
  nats = await startNats({ config: 'max_payload: 1024' });
  [service, client] = await Promise.all([connect({ servers: nats.url }), connect({ servers: nats.url })]);
  const transport = new NatsTransport({
    connection: service,
    queue: 'echo',
    maxInFlight: 10,
    replyPrefixesOf: () => ['_INBOX', '_INBOX_gateway'],
    onForeignReply: (subject) => dropped.push(subject),
    onUnexpected: (error) => unexpected.push(error),
  });
  transport.addHandler(SUBJECT, (data: unknown) => {
    handled += 1;
    return Promise.resolve({ data });
  });
  const refuse = () => Promise.reject(Object.assign(new Error('The password is wrong'), FOR_OPERATORS));
  transport.addHandler(REFUSED, refuse);
  await new Promise<void>((resolve) => transport.listen(resolve));
});
beforeEach(() => unexpected.splice(0));
afterAll(async () => {
  await Promise.all([service.close(), client.close()]);
  await nats.stop();
});

async function ask(body: string, sent: MsgHdrs = headers()): Promise<unknown> {
  const reply = await client.request(SUBJECT, body, { timeout: 2_000, headers: sent });
  return reply.json<unknown>();
}

/** Headers that the library does not produce; nats-server passes them on. */
function rawHeaders(lines: string): MsgHdrs {
  return Object.assign(headers(), { encode: () => Buffer.from(`NATS/1.0\r\n${lines}\r\n\r\n`) });
}

it('a service on NATS that listens is found by whoever asks then', async () => {
  const transport = new NatsTransport({
    connection: gatherWrites(service),
    queue: 'late',
    maxInFlight: 10,
    replyPrefixesOf: () => ['_INBOX'],
    onForeignReply: (subject) => dropped.push(subject),
    onUnexpected: (error) => unexpected.push(error),
  });
  transport.addHandler('rpc.late.v1', () => Promise.resolve('here'));
  const answer = await new Promise<Msg>((resolve, reject) =>
    transport.listen(() => void client.request('rpc.late.v1', '{}', { timeout: 2_000 }).then(resolve, reject)),
  );
  expect(answer.json()).toBe('here');
});

describe('a service on NATS still answers after', () => {
  afterEach(async () => expect(await ask('{"still":"here"}')).toEqual({ data: { still: 'here' } }));

  it.each(['', ' ', '{', 'null', '[]', '4711', '"text"', '{"pattern":"p","id":7}', '{"pattern":"p","id":"i"}'])(
    'the body %j',
    async (body) => {
      expect(await ask(body)).toBeInstanceOf(Object);
      expect(unexpected).toEqual([]);
    },
  );

  it.each(['actor: {', 'actor: %', 'actor: 7', 'actor: {"subject":1}', 'traceparent: x', 'no header', ': x'])(
    'the headers %j',
    async (lines) => {
      expect(await ask('{}', rawHeaders(lines))).toEqual({ data: {} });
    },
  );

  it.each(['correlation id: x', 'actor\t: x', 'actör: x', 'actor: x\ny'])(
    'the headers %j, which cannot be read',
    async (lines) => {
      const { title } = PROBLEMS.VALIDATION_FAILED;
      expect(await ask('{}', rawHeaders(lines))).toMatchObject({
        error: { code: 'VALIDATION_FAILED', status: 400, title },
      });
    },
  );

  it('a request whose reply is too large for NATS, which is answered with an error', async () => {
    const reply = await ask(JSON.stringify({ text: 'x'.repeat(1_008) }));
    expect(reply).toMatchObject({ error: { code: 'INTERNAL', status: 500 } });
    expect(unexpected).toEqual([expect.objectContaining({ code: 'MAX_PAYLOAD_EXCEEDED' })]);
  });
});

it('an error that operators have to mend is answered with its code, and logged', async () => {
  const reply = await client.request(REFUSED, '{}', { timeout: 2_000 });
  expect(reply.json()).toMatchObject({ error: { code: 'UNAVAILABLE', status: 503, detail: 'The password is wrong' } });
  expect(unexpected).toEqual([expect.objectContaining(FOR_OPERATORS)]);
});

describe('a service on NATS cannot be made to publish elsewhere', () => {
  const bodies = ['{}', '{', JSON.stringify({ pattern: SUBJECT, id: 'i', data: {} })];
  // nats-server itself refuses replies to `_R_` and `$JS.ACK`.
  const elsewhere = [
    'landscape.ga-demo.system.s.SystemAdded',
    '$JS.API.STREAM.PURGE.LANDSCAPE',
    '$KV.event-relay.turn',
    'rpc.token-issuance.register-system.v1',
    '_INBOX',
    '_INBOXES.x',
    '_INBOX_registration.x',
  ];

  it.each(elsewhere)('by the reply subject %s, in no form of a request', async (reply) => {
    const seen: string[] = [];
    const subscription = client.subscribe(reply, { callback: (_, message) => seen.push(message.subject) });
    const before = handled;
    dropped.splice(0);
    for (const body of bodies) client.publish(SUBJECT, body, { reply });
    client.publish(SUBJECT, '{}', { reply, headers: rawHeaders('actor: %') });
    // Requests of one client arrive in order, and answers to it, too.
    await ask('{}');
    expect(seen).toEqual([]);
    expect(dropped).toEqual(Array(bodies.length + 1).fill(SUBJECT));
    expect(handled).toBe(before + 1);
    subscription.unsubscribe();
  });

  it.each(['_INBOX.x.1', '_INBOX_gateway.x.1'])('and answers to the inbox %s', async (reply) => {
    const answer = new Promise<string>((resolve) =>
      client.subscribe(reply, { max: 1, callback: (_, message) => resolve(message.string()) }),
    );
    client.publish(SUBJECT, '{"a":1}', { reply });
    expect(await answer).toBe('{"data":{"a":1}}');
  });
});
