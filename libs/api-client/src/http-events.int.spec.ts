import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectLandscape } from './landscape.js';
import type { LandscapeEvent } from './landscape-event.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answers: Answer[];
let asked: IncomingMessage[];
let tokens: number;

beforeEach(async () => {
  answers = [];
  asked = [];
  tokens = 0;
  server = createServer((request, response) => {
    asked.push(request);
    (answers.shift() ?? stream([]))(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const options = () => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  accessToken: () => `token-${(tokens += 1)}`,
});
const landscape = () => connectLandscape({ ...options(), globalAccountId: 'ga-demo' });

const event = (position: number) => ({
  text: `event: SystemAdded\nid: ${position}\ndata: ${JSON.stringify({ position: String(position), type: 'system-landscape.SystemAdded.v1' })}\n\n`,
});
const caughtUp = (position: number) => ({ text: `event: caught-up\nid: ${position}\ndata: {}\n\n` });

/** A stream with these messages, which then ends, breaks or stays open. */
const stream =
  (messages: readonly { text: string }[], end: 'ends' | 'breaks' | 'stays' = 'stays'): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
    for (const { text } of messages) response.write(text);
    if (end === 'ends') response.end();
    if (end === 'breaks') setImmediate(() => response.destroy());
  };
const problem =
  (status: number, code: string): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify({ status, code, detail: 'No.' }));
  };

async function take(count: number, events: AsyncGenerator<LandscapeEvent>): Promise<string[]> {
  const positions: string[] = [];
  for await (const { position } of events) {
    positions.push(position);
    if (positions.length === count) break;
  }
  return positions;
}

describe('events over HTTP', () => {
  it('are requested with a token, after the position', async () => {
    answers = [stream([event(1), event(2)])];
    expect(await take(2, landscape().events({ from: '0' }))).toEqual(['1', '2']);
    expect(asked[0]!.url).toBe('/v1/global-accounts/ga-demo/events');
    expect(asked[0]!.headers).toMatchObject({ authorization: 'Bearer token-1', 'last-event-id': '0' });
  });

  it.each(['ends', 'breaks'] as const)('continue after the last event when the stream %s', async (end) => {
    answers = [stream([event(1), event(2)], end), problem(503, 'UNAVAILABLE'), stream([event(3)])];
    expect(await take(3, landscape().events({ from: '0' }))).toEqual(['1', '2', '3']);
    expect(asked.at(-1)!.headers['last-event-id']).toBe('2');
  });

  it('continue after the end of the past when no live event has come', async () => {
    const ends: string[] = [];
    answers = [stream([caughtUp(7)], 'ends'), stream([event(8)])];
    const events = landscape().events({ onCaughtUp: (position) => ends.push(position) });
    expect(await take(1, events)).toEqual(['8']);
    expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7']);
    expect(ends).toEqual(['7']);
  });

  it('report that the connection is lost and that it is restored', async () => {
    const calls: string[] = [];
    answers = [stream([caughtUp(7)], 'breaks'), problem(503, 'UNAVAILABLE'), stream([caughtUp(7), event(8)])];
    const events = landscape().events({
      onCaughtUp: () => calls.push('caught up'),
      onInterrupted: () => calls.push('interrupted'),
    });
    await take(1, events);
    expect(calls).toEqual(['caught up', 'interrupted', 'interrupted', 'caught up']);
  });

  it('skip types of a newer release, and have members that this one does not know', async () => {
    const message = (position: number, name: string, version: number) => ({
      text: `event: ${name}\nid: ${position}\ndata: ${JSON.stringify({ position: String(position), type: `system-landscape.${name}.v${version}`, colour: 'red' })}\n\n`,
    });
    answers = [
      stream([message(1, 'SystemPainted', 1), message(2, 'SystemAdded', 2)], 'breaks'),
      stream([message(3, 'SystemAdded', 1)]),
    ];
    const events = landscape().events({ from: '0' });
    expect((await events.next()).value).toMatchObject({ position: '3', colour: 'red' });
    expect(asked[1]!.headers['last-event-id']).toBe('2');
    await events.return();
  });

  it('retry once with a new token, then throw the refusal', async () => {
    answers = [problem(401, 'UNAUTHENTICATED'), stream([event(1)])];
    expect(await take(1, landscape().events())).toEqual(['1']);
    expect(asked[1]!.headers.authorization).toBe('Bearer token-2');

    answers = [problem(401, 'UNAUTHENTICATED'), problem(401, 'UNAUTHENTICATED')];
    await expect(take(1, landscape().events())).rejects.toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it.each([
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
  ])('throw permanent refusals: %i %s', async (status, code) => {
    answers = [problem(status, code)];
    await expect(take(1, landscape().events())).rejects.toMatchObject({ status, code, message: 'No.' });
  });

  it('throw for a malformed position, without a request', async () => {
    await expect(take(1, landscape().events({ from: 'now' }))).rejects.toThrow(RangeError);
    expect(asked).toEqual([]);
  });

  it('are those of all accounts without an account', async () => {
    answers = [stream([event(1)])];
    await take(1, connectLandscape(options()).events());
    expect(asked[0]!.url).toBe('/v1/operations/events');
  });

  it('end with the signal', async () => {
    const stop = new AbortController();
    answers = [stream([event(1)])];
    const positions: string[] = [];
    for await (const { position } of landscape().events({ from: '0', signal: stop.signal })) {
      positions.push(position);
      stop.abort();
    }
    expect(positions).toEqual(['1']);
  });
});

describe('calls over HTTP', () => {
  it('are typed by the document and carry a token', async () => {
    answers = [
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ items: [], nextCursor: null }));
      },
    ];
    const { data, response } = await landscape().http.GET('/v1/global-accounts/{ga}/systems', {
      params: { path: { ga: 'ga-demo' }, query: { status: 'PENDING' } },
    });
    expect(response.status).toBe(200);
    expect(data?.items).toEqual([]);
    expect(asked[0]!.url).toBe('/v1/global-accounts/ga-demo/systems?status=PENDING');
    expect(asked[0]!.headers.authorization).toBe('Bearer token-1');
  });
});
