import type { ProjectionCommitted } from '@system-landscape/contracts';
import { SettableClock } from '@system-landscape/service-kit';
import * as fc from 'fast-check';
import { MAX_SILENCE_MS, ResponseCache, type CachedResponse, type CacheKey } from './response-cache.js';

const IDS = ['a', 'b', 'c'] as const;
type Id = (typeof IDS)[number];
/** The systems of each account. */
const ACCOUNTS: Readonly<Record<string, readonly Id[]>> = { 'ga-one': ['a', 'b'], 'ga-other': ['c'] };
const DEPENDENCIES = [...IDS, ...Object.keys(ACCOUNTS)];
const accountsOf = (ids: readonly Id[]) =>
  Object.keys(ACCOUNTS).filter((account) => ACCOUNTS[account]!.some((each) => ids.includes(each)));

const responseOf = (body: string): CachedResponse => ({ body: Buffer.from(body) });
const key = (dependsOn: string, query = ''): CacheKey => ({ dependsOn, query });

/** A read model whose systems hold the position of their last change, and the network between it and the cache. */
class ReadModelAndGateway {
  private tables = 1;
  private position = 0;
  private readonly changedAt = new Map<Id, number>();
  /** The response of each set of tables at each position. */
  private readonly truth = new Set<string>();
  private readonly messages: ProjectionCommitted[] = [];
  private readonly replies: (() => void)[] = [];
  readonly cache = new ResponseCache(10_000, () => 0, new SettableClock());

  constructor() {
    this.record();
  }

  commit(ids: readonly Id[]): void {
    const previousPosition = this.position;
    this.position += 5;
    for (const id of ids) this.changedAt.set(id, this.position);
    this.record();
    this.publish(previousPosition, ids);
  }

  heartbeat(): void {
    this.publish(this.position, []);
  }

  /** Other tables, with other content at the same position, answer from now on; no message says so. */
  switchTables(): void {
    this.tables += 1;
    this.record();
  }

  /** Delivers the next message, or loses it. */
  nextMessage(arrives: boolean): void {
    const message = this.messages.shift();
    if (message && arrives) this.cache.onCommit(message);
  }

  query(dependency: string): void {
    const store = this.cache.beginQuery(key(dependency));
    const [position, body] = [String(this.position), this.bodyOf(dependency)];
    this.replies.push(() => store(responseOf(body), position));
  }

  replyArrives(which: number): void {
    const [reply] = this.replies.splice(which % Math.max(1, this.replies.length), 1);
    reply?.();
  }

  /** Every cached response must be what the tables that gave it held at the position that the cache states. */
  check(): void {
    for (const dependency of DEPENDENCIES) {
      const hit = this.cache.get(key(dependency), undefined);
      if (!hit) continue;
      expect(this.truth).toContain(`${dependency}@${hit.position} ${hit.response.body.toString()}`);
    }
  }

  private publish(previousPosition: number, ids: readonly Id[]): void {
    const readModel = String(this.tables);
    this.messages.push({
      ...{ readModel, previousPosition: String(previousPosition), position: String(this.position) },
      ...{ ids, globalAccountIds: accountsOf(ids) },
    });
  }

  private bodyOf(dependency: string): string {
    const changedAt = (id: Id) => this.changedAt.get(id) ?? 0;
    const changes = ACCOUNTS[dependency]?.map(changedAt).join(' and ') ?? changedAt(dependency as Id);
    return `${dependency} of tables ${this.tables} changed at ${changes}`;
  }

  private record(): void {
    for (const dependency of DEPENDENCIES) {
      this.truth.add(`${dependency}@${this.position} ${this.bodyOf(dependency)}`);
    }
  }
}

const id = fc.constantFrom(...IDS);
const steps = fc.oneof(
  { weight: 4, arbitrary: fc.uniqueArray(id).map((ids) => ({ do: 'commit', ids }) as const) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(...DEPENDENCIES).map((dependency) => ({ do: 'query', dependency }) as const),
  },
  { weight: 6, arbitrary: fc.nat(5).map((which) => ({ do: 'reply', which }) as const) },
  { weight: 8, arbitrary: fc.constant({ do: 'message', arrives: true } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'message', arrives: false } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'heartbeat' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'switch' } as const) },
);

describe('ResponseCache', () => {
  it('holds what the read model held at the stated position, when messages are lost, replies late or tables switched', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 20, maxLength: 120, size: 'max' }), (sequence) => {
        const world = new ReadModelAndGateway();
        world.heartbeat();
        for (const step of sequence) {
          if (step.do === 'commit') world.commit(step.ids);
          else if (step.do === 'query') world.query(step.dependency);
          else if (step.do === 'reply') world.replyArrives(step.which);
          else if (step.do === 'message') world.nextMessage(step.arrives);
          else if (step.do === 'heartbeat') world.heartbeat();
          else world.switchTables();
          world.check();
        }
      }),
      { numRuns: 1_000 },
    );
  });

  const committed = (position: string, previousPosition: string, ids: string[] = [], readModel = '1') => ({
    ...{ readModel, previousPosition, position, ids, globalAccountIds: ids.map((each) => `account of ${each}`) },
  });
  const cacheWithA = (position = '10') => {
    const clock = { now: 0 };
    const cache = new ResponseCache(10_000, () => clock.now, new SettableClock());
    cache.onCommit(committed('10', '10'));
    cache.beginQuery(key('a'))(responseOf('A'), position);
    const cached = (minPosition?: string) => {
      const hit = cache.get(key('a'), minPosition);
      return hit && `${hit.response.body.toString()} at ${hit.position}`;
    };
    return { cache, clock, cached };
  };

  it('advances its position with every message that continues the one before', () => {
    const { cache, cached } = cacheWithA();
    expect(cached()).toBe('A at 10');
    cache.onCommit(committed('20', '10', ['b']));
    cache.onCommit(committed('20', '20'));
    expect(cached()).toBe('A at 20');
  });

  it('invalidates a response when its system changes, and not for a change that it includes', () => {
    const { cache, cached } = cacheWithA('20');
    cache.onCommit(committed('20', '10', ['a']));
    expect(cached()).toBe('A at 20');
    cache.onCommit(committed('30', '20', ['a']));
    expect(cached()).toBeUndefined();
  });

  it.each([
    ['a gap', committed('30', '20')],
    ['other tables', committed('20', '10', [], '2')],
    ['tables that start over', committed('5', '0')],
    ['a message that cannot be parsed', undefined],
  ])('is cleared by %s', (_, message) => {
    const { cache, cached } = cacheWithA();
    const late = cache.beginQuery(key('a'));
    cache.onCommit(message);
    expect(cached()).toBeUndefined();
    // The query began before the clear, so its response may be stale.
    late(responseOf('A'), '40');
    expect(cached()).toBeUndefined();
  });

  it('stores nothing between a message that cannot be parsed and the next one that can', () => {
    const { cache, cached } = cacheWithA();
    cache.onCommit(undefined);
    cache.beginQuery(key('a'))(responseOf('A'), '10');
    expect(cached()).toBeUndefined();
    cache.onCommit(committed('10', '10'));
    cache.beginQuery(key('a'))(responseOf('A'), '10');
    expect(cached()).toBe('A at 10');
  });

  it('answers a query with a minimum position only when that is reached', () => {
    const { cache, cached } = cacheWithA();
    expect(cached('10')).toBe('A at 10');
    expect(cached('11')).toBeUndefined();
    cache.onCommit(committed('20', '10'));
    expect(cached('11')).toBe('A at 20');
  });

  it('answers nothing while the projection is silent for more than three seconds, and again after a late message', () => {
    const { cache, clock, cached } = cacheWithA();
    clock.now = MAX_SILENCE_MS + 1;
    expect(cached()).toBeUndefined();
    cache.onCommit(committed('10', '10'));
    expect(cached()).toBe('A at 10');
  });

  it('does not answer another query with the same dependency', () => {
    const { cache } = cacheWithA();
    expect(cache.get(key('a', 'of another account'), undefined)).toBeUndefined();
  });

  it('invalidates every list of an account whose system changes, and no list of another account', () => {
    const { cache } = cacheWithA();
    const lists = [key('account of b', 'by name'), key('account of b', 'by status'), key('account of c')];
    for (const list of lists) cache.beginQuery(list)(responseOf('L'), '10');
    cache.onCommit(committed('20', '10', ['b']));
    expect(lists.map((list) => cache.get(list, undefined)?.position)).toEqual([undefined, undefined, '20']);
  });

  it('stores no response older than the last commit, and none before the first message', () => {
    expect(cacheWithA('9').cached()).toBeUndefined();
    const cache = new ResponseCache(10_000, () => 0, new SettableClock());
    cache.beginQuery(key('a'))(responseOf('A'), '10');
    expect(cache.get(key('a'), undefined)).toBeUndefined();
  });

  it('M-13: does not answer from a response that has another content from its moment on', () => {
    const wall = new SettableClock();
    const moment = wall.now().getTime() + 1_000;
    const cache = new ResponseCache(10_000, () => 0, wall);
    cache.onCommit(committed('10', '10'));
    cache.beginQuery(key('a'))({ ...responseOf('A'), validUntil: moment }, '10');
    wall.advance(999);
    expect(cache.get(key('a'), undefined)?.response.body.toString()).toBe('A');
    wall.advance(1);
    expect(cache.get(key('a'), undefined)).toBeUndefined();
    cache.beginQuery(key('a'))(responseOf('B'), '10');
    expect(cache.get(key('a'), undefined)?.response.body.toString()).toBe('B');
  });

  it('is bounded: the least recently used response is evicted first', () => {
    const cache = new ResponseCache(2_500, () => 0, new SettableClock());
    cache.onCommit(committed('10', '10'));
    for (let count = 0; count < 10; count += 1) {
      cache.beginQuery(key(`s${count}`))(responseOf('x'.repeat(100)), '10');
    }
    const kept = Array.from({ length: 10 }, (_, count) => `s${count}`).filter((each) =>
      cache.get(key(each), undefined),
    );
    expect(kept).toEqual(['s5', 's6', 's7', 's8', 's9'].slice(-kept.length));
    expect(kept.length).toBeGreaterThan(0);
  });
});
