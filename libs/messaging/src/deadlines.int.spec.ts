import { defineRpc, EmptyRequest, HEADERS, replyOf } from '@system-landscape/contracts';
import { contextOf, currentContext, runInContext } from '@system-landscape/service-kit';
import { eventually } from '@system-landscape/test-support';
import { headers, type NatsConnection } from 'nats';
import { requestsExpired } from './messaging.metrics.js';
import { RpcClient } from './rpc-client.js';
import { startService, type CalledService } from './testing/start-service.js';

const RPC = defineRpc('rpc.count.v1', EmptyRequest, replyOf<{ readonly count: number }>());

let service: CalledService;
let caller: NatsConnection;
let carriedOut: number[];
/** What the service does with a request; default: count it. */
let work: () => Promise<void>;

beforeAll(async () => {
  service = await startService(RPC.subject, async () => {
    await work();
    carriedOut.push(currentContext()!.deadline ?? Infinity);
    return { count: carriedOut.length };
  });
  ({ caller } = service);
});
beforeEach(() => {
  carriedOut = [];
  work = () => Promise.resolve();
});
afterAll(() => service.stop());

function askBy(deadline: string): Promise<unknown> {
  const values = headers();
  values.set(HEADERS.deadline, deadline);
  return caller.request(RPC.subject, '{}', { headers: values, timeout: 5_000 }).then((reply) => reply.json());
}

describe('a request whose caller has given up', () => {
  it('is not carried out, is answered, and is counted', async () => {
    const before = (await requestsExpired.get()).values[0]?.value ?? 0;
    expect(await askBy(String(Date.now() - 1))).toMatchObject({ error: { code: 'UNAVAILABLE', retryAfter: 1 } });
    expect(carriedOut).toEqual([]);
    expect((await requestsExpired.get()).values).toEqual([
      expect.objectContaining({ value: before + 1, labels: { target: RPC.subject } }),
    ]);
  });

  it('is carried out if it says nothing, or nothing that can be read, about its deadline', async () => {
    for (const deadline of ['soon', '-1', '1e3', String(Date.now() + 60_000)]) {
      expect(await askBy(deadline)).toHaveProperty('count');
    }
    expect(await (await caller.request(RPC.subject, '{}', { timeout: 5_000 })).json()).toEqual({ count: 5 });
  });

  it('ends within a minute of its arrival, also with a deadline of a clock that is days ahead', async () => {
    await askBy(String(Date.now() + 86_400_000));
    expect(carriedOut[0]).toBeLessThanOrEqual(performance.now() + 60_000);
  });
});

describe('a request to another service', () => {
  it('carries the time that it waits, and no more than the caller of its own caller waits', async () => {
    const client = new RpcClient(caller);
    await client.request(RPC, {}, { timeoutMs: 5_000 });
    const deadline = performance.now() + 2_000;
    await runInContext(contextOf({ deadline }), () => client.request(RPC, {}, { timeoutMs: 5_000 }));
    const [own, bounded] = carriedOut as [number, number];
    expect(own - performance.now()).toBeLessThanOrEqual(5_000);
    // One millisecond of rounding on each side.
    expect(bounded).toBeLessThanOrEqual(deadline + 2);
  });

  it('is not sent when nobody waits for it', async () => {
    const asked = runInContext(contextOf({ deadline: performance.now() - 1 }), () =>
      new RpcClient(caller).request(RPC, {}),
    );
    await expect(asked).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(carriedOut).toEqual([]);
  });
});

describe('a request that no instance answers', () => {
  let answerAll: (() => void)[] = [];
  afterEach(() => {
    for (const answer of answerAll) answer();
    answerAll = [];
  });

  it.each([
    ['is sent once more with an idempotency key', { idempotencyKey: 'key' }, 2],
    ['is sent once more as a query', { repeatable: true }, 2],
    ['is sent once without an idempotency key', {}, 1],
    ['is sent once if its effect is not recorded', { idempotencyKey: 'key', repeatable: false }, 1],
  ])('%s', async (_, options, sent) => {
    let received = 0;
    work = () => {
      received += 1;
      return new Promise((resolve) => answerAll.push(resolve));
    };
    const asked = new RpcClient(caller).request(RPC, {}, { ...options, timeoutMs: 300 });
    await expect(asked).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await eventually(() => received >= sent);
    expect(received).toBe(sent);
  });
});
