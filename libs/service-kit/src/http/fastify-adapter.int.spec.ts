import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { HealthModule } from '../health/health.module.js';
import { boundedAdapter, type HttpBounds } from './fastify-adapter.js';
import { HttpProblemFilter } from './problem.filter.js';

@Controller('things')
class ThingsController {
  @Post(':id')
  change(): object {
    return {};
  }

  @Get()
  list(): never {
    throw new Error('s3cret');
  }
}

@Module({ imports: [HealthModule.with([])], controllers: [ThingsController] })
class AppModule {}

/** An answer as it arrived, once the server has closed the connection. */
interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

let app: NestFastifyApplication;

async function start(bounds: Partial<HttpBounds> = {}) {
  const adapter = boundedAdapter({ requestTimeoutMs: 10_000, maxConnections: 100, ...bounds });
  const started = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger: false });
  started.useGlobalFilters(new HttpProblemFilter());
  await started.listen(0, '127.0.0.1');
  return started;
}

beforeAll(async () => {
  app = await start();
});
afterAll(() => app.close());

/** Sends bytes, and reads what comes until the server ends the connection. */
async function send(bytes: string, to = app): Promise<RawAnswer> {
  const socket = connect((to.getHttpServer().address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  socket.write(bytes);
  await once(socket, 'end');
  socket.destroy();
  const [head = '', text = ''] = answer.split('\r\n\r\n', 2);
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const isJson = headers['content-type']?.includes('json') ?? false;
  return {
    status: Number(first.split(' ')[1]),
    headers,
    text,
    body: isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

const request = (line: string, ...headers: string[]) =>
  `${[line, 'Host: x', ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`;

describe('a request below the router is answered with problem details', () => {
  it.each([
    ['an unknown method', request('BREW /things HTTP/1.1'), 501, 'NOT_IMPLEMENTED'],
    ['CONNECT', request('CONNECT example.com:443 HTTP/1.1'), 501, 'NOT_IMPLEMENTED'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00', 400, 'VALIDATION_FAILED'],
    ['no first line of HTTP', 'hello\r\n\r\n', 400, 'VALIDATION_FAILED'],
    ['a header without a name', request('GET /things HTTP/1.1', ': x'), 400, 'VALIDATION_FAILED'],
    [
      'both a length and chunks',
      request('POST /things/1 HTTP/1.1', 'Content-Length: 3', 'Transfer-Encoding: chunked'),
      400,
      'VALIDATION_FAILED',
    ],
    [
      'two lengths',
      request('POST /things/1 HTTP/1.1', 'Content-Length: 3', 'Content-Length: 4'),
      400,
      'VALIDATION_FAILED',
    ],
    ['no host', 'GET /things HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'VALIDATION_FAILED'],
    ['two hosts', request('GET /things HTTP/1.1', 'Host: y'), 400, 'VALIDATION_FAILED'],
    ['a host that is none', request('GET /things HTTP/1.1').replace('Host: x', 'Host: a b'), 400, 'VALIDATION_FAILED'],
    [
      '17 KB of headers',
      request('GET /things HTTP/1.1', `Authorization: Bearer ${'x'.repeat(17_000)}`),
      431,
      'REQUEST_HEADER_FIELDS_TOO_LARGE',
    ],
    ['a very long address', request(`GET /things?${'x'.repeat(17_000)} HTTP/1.1`), 414, 'URI_TOO_LONG'],
    ['an address that cannot be decoded', request('GET /things/%E0%A4%A HTTP/1.1'), 400, 'VALIDATION_FAILED'],
    [
      'an expectation',
      request('POST /things/1 HTTP/1.1', 'Expect: tea', 'Content-Length: 0'),
      417,
      'EXPECTATION_FAILED',
    ],
    ['an unknown address', request('GET /nowhere HTTP/1.1'), 404, 'NOT_FOUND'],
    [
      'a body that is no JSON',
      `${request('POST /things/1 HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 1')}{`,
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a content type that is not taken',
      `${request('POST /things/1 HTTP/1.1', 'Content-Type: text/csv', 'Content-Length: 1')}x`,
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a failure of ours', request('GET /things HTTP/1.1'), 500, 'INTERNAL'],
  ])('%s', async (_, bytes, status, code) => {
    const answer = await send(bytes);
    expect([answer.status, answer.body['code'], answer.body['status']]).toEqual([status, code, status]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'content-length': String(Buffer.byteLength(answer.text)),
      'x-correlation-id': answer.body['correlationId'],
      connection: 'close',
    });
    expect(answer.text).not.toMatch(/s3cret|Error:|node_modules/);
  });
});

describe('a known address', () => {
  it.each([
    ['DELETE', '/things/1', 'POST, OPTIONS'],
    ['GET', '/things/1', 'POST, OPTIONS'],
    ['TRACE', '/things', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/health/live', 'GET, HEAD, OPTIONS'],
    ['POST', '/health/ready?x=1', 'GET, HEAD, OPTIONS'],
  ])('answers %s %s with 405 and Allow', async (method, path, allow) => {
    const answer = await send(request(`${method} ${path} HTTP/1.1`));
    expect([answer.status, answer.headers['allow'], answer.body['code']]).toEqual([405, allow, 'METHOD_NOT_ALLOWED']);
  });

  it.each([
    ['/things/1', 'POST, OPTIONS'],
    ['/health/live', 'GET, HEAD, OPTIONS'],
    ['*', 'GET, HEAD, POST, PUT, DELETE, OPTIONS'],
  ])('OPTIONS %s: 204 with Allow, and nothing for other origins', async (path, allow) => {
    const answer = await send(request(`OPTIONS ${path} HTTP/1.1`, 'Origin: https://elsewhere.example'));
    expect([answer.status, answer.headers['allow'], answer.text]).toEqual([204, allow, '']);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('takes HTTP/1.0 without a host', async () => {
    expect((await send('GET /health/live HTTP/1.0\r\n\r\n')).status).toBe(200);
  });
});

describe('a client that is slow on purpose', () => {
  let hasty: NestFastifyApplication;
  beforeAll(async () => {
    hasty = await start({ requestTimeoutMs: 50 });
  });
  afterAll(() => hasty.close());

  it.each([
    ['headers', 'POST /things/1 HTTP/1.1\r\nHost: x\r\nX-'],
    ['a body', 'POST /things/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{'],
    [
      'chunks',
      'POST /things/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n',
    ],
  ])('is told 408 and cut off: %s that never end', async (_, bytes) => {
    const answer = await send(bytes, hasty);
    expect([answer.status, answer.body['code'], answer.headers['connection']]).toEqual([
      408,
      'REQUEST_TIMEOUT',
      'close',
    ]);
  });

  it('is cut off without a word if it sends nothing', async () => {
    const socket = connect((hasty.getHttpServer().address() as AddressInfo).port, '127.0.0.1').resume();
    await once(socket, 'close');
    expect(socket.bytesRead).toBe(0);
  });
});

it('further connections than MAX_CONNECTIONS are closed, and those that are open are served', async () => {
  const small = await start({ maxConnections: 1 });
  const { port } = small.getHttpServer().address() as AddressInfo;
  const first = connect(port, '127.0.0.1');
  first.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(first, 'data');
  const second = connect(port, '127.0.0.1').resume();
  second.on('error', () => undefined);
  await once(second, 'close');
  expect(second.bytesRead).toBe(0);
  first.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(String((await once(first, 'data'))[0])).toMatch(/^HTTP\/1.1 200/);
  first.destroy();
  await small.close();
});

it('further connections of one address than its number are closed, and those of others are served', async () => {
  const small = await start({ maxConnectionsPerAddress: 1 });
  const { port } = small.getHttpServer().address() as AddressInfo;
  const from = (localAddress: string) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.on('error', () => undefined);
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    return socket;
  };
  const first = from('127.0.0.1');
  await once(first, 'data');
  const second = from('127.0.0.1').resume();
  await once(second, 'close');
  expect(second.bytesRead).toBe(0);
  const other = from('127.0.0.2');
  expect(String((await once(other, 'data'))[0])).toMatch(/^HTTP\/1.1 200/);
  first.destroy();
  await once(first, 'close');
  other.destroy();
  await small.close();
});
