import type { ProjectionCommitted } from '@system-landscape/contracts';
import * as fc from 'fast-check';
import { RememberedAnswers, TRUSTED_FOR_MS, type Answer, type Question } from './remembered-answers.js';

const IDS = ['a', 'b', 'c'] as const;
type Id = (typeof IDS)[number];
/** Systems, and accounts that list theirs. */
const ACCOUNTS: Readonly<Record<string, readonly Id[]>> = { 'ga-one': ['a', 'b'], 'ga-other': ['c'] };
const THINGS = [...IDS, ...Object.keys(ACCOUNTS)];
const accountsOf = (ids: readonly Id[]) =>
  Object.keys(ACCOUNTS).filter((account) => ACCOUNTS[account]!.some((each) => ids.includes(each)));

const answerOf = (body: string): Answer => ({ body: Buffer.from(body) });
const about = (thing: string, text = ''): Question => ({ about: thing, text });

/** A read model whose systems are the last positions at which they changed, and the way to those who remember. */
class ReadModelAndGateway {
  private tables = 1;
  private at = 0;
  private readonly changedAt = new Map<Id, number>();
  /** What each set of tables answered at each position. */
  private readonly truth = new Set<string>();
  private readonly told: ProjectionCommitted[] = [];
  private readonly replies: (() => void)[] = [];
  readonly remembered = new RememberedAnswers(10_000, () => 0);

  constructor() {
    this.note();
  }

  commit(ids: readonly Id[]): void {
    const previousPosition = this.at;
    this.at += 5;
    for (const id of ids) this.changedAt.set(id, this.at);
    this.note();
    this.tell(previousPosition, ids);
  }

  signOfLife(): void {
    this.tell(this.at, []);
  }

  /** Tables that hold something else at the same position answer from now on, and nobody is told. */
  switchTables(): void {
    this.tables += 1;
    this.note();
  }

  /** The next message arrives, or is lost. */
  nextMessage(arrives: boolean): void {
    const message = this.told.shift();
    if (message && arrives) this.remembered.hear(message);
  }

  ask(thing: string): void {
    const remember = this.remembered.asking(about(thing));
    const [position, body] = [String(this.at), this.bodyOf(thing)];
    this.replies.push(() => remember(answerOf(body), position));
  }

  replyArrives(which: number): void {
    const [one] = this.replies.splice(which % Math.max(1, this.replies.length), 1);
    one?.();
  }

  /** Whatever is answered from memory must be what tables that answered once held at that position. */
  check(): void {
    for (const thing of THINGS) {
      const known = this.remembered.recall(about(thing), undefined);
      if (!known) continue;
      const body = known.answer.body.toString();
      expect(this.truth).toContain(`${thing}@${known.position} ${body}`);
    }
  }

  private tell(previousPosition: number, ids: readonly Id[]): void {
    const readModel = String(this.tables);
    this.told.push({
      ...{ readModel, previousPosition: String(previousPosition), position: String(this.at) },
      ...{ ids, globalAccountIds: accountsOf(ids) },
    });
  }

  private bodyOf(thing: string): string {
    const changedAt = (id: Id) => this.changedAt.get(id) ?? 0;
    const changes = ACCOUNTS[thing]?.map(changedAt).join(' and ') ?? changedAt(thing as Id);
    return `${thing} of tables ${this.tables} changed at ${changes}`;
  }

  private note(): void {
    for (const thing of THINGS) this.truth.add(`${thing}@${this.at} ${this.bodyOf(thing)}`);
  }
}

const id = fc.constantFrom(...IDS);
const steps = fc.oneof(
  { weight: 4, arbitrary: fc.uniqueArray(id).map((ids) => ({ do: 'commit', ids }) as const) },
  { weight: 6, arbitrary: fc.constantFrom(...THINGS).map((asked) => ({ do: 'ask', asked }) as const) },
  { weight: 6, arbitrary: fc.nat(5).map((which) => ({ do: 'reply', which }) as const) },
  { weight: 8, arbitrary: fc.constant({ do: 'message', arrives: true } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'message', arrives: false } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'sign' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'switch' } as const) },
);

describe('what the gateway remembers of systems', () => {
  it('is what the read model held at the position that is said, whatever is lost, late or switched', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 20, maxLength: 120, size: 'max' }), (todo) => {
        const world = new ReadModelAndGateway();
        world.signOfLife();
        for (const step of todo) {
          if (step.do === 'commit') world.commit(step.ids);
          else if (step.do === 'ask') world.ask(step.asked);
          else if (step.do === 'reply') world.replyArrives(step.which);
          else if (step.do === 'message') world.nextMessage(step.arrives);
          else if (step.do === 'sign') world.signOfLife();
          else world.switchTables();
          world.check();
        }
      }),
      { numRuns: 1_000 },
    );
  });

  const told = (position: string, previousPosition: string, ids: string[] = [], readModel = '1') => ({
    ...{ readModel, previousPosition, position, ids, globalAccountIds: ids.map((each) => `account of ${each}`) },
  });
  const remembering = (position = '10') => {
    const clock = { now: 0 };
    const systems = new RememberedAnswers(10_000, () => clock.now);
    systems.hear(told('10', '10'));
    systems.asking(about('a'))(answerOf('A'), position);
    const recalled = (minPosition?: string) => {
      const known = systems.recall(about('a'), minPosition);
      return known && `${known.answer.body.toString()} at ${known.position}`;
    };
    return { systems, clock, recalled };
  };

  it('moves on with every message that continues the one before', () => {
    const { systems, recalled } = remembering();
    expect(recalled()).toBe('A at 10');
    systems.hear(told('20', '10', ['b']));
    systems.hear(told('20', '20'));
    expect(recalled()).toBe('A at 20');
  });

  it('ends with the change of the system, and not with one that the answer has in it', () => {
    const { systems, recalled } = remembering('20');
    systems.hear(told('20', '10', ['a']));
    expect(recalled()).toBe('A at 20');
    systems.hear(told('30', '20', ['a']));
    expect(recalled()).toBeUndefined();
  });

  it.each([
    ['a gap', told('30', '20')],
    ['other tables', told('20', '10', [], '2')],
    ['tables that begin anew', told('5', '0')],
    ['what cannot be read', undefined],
  ])('ends with %s', (_, message) => {
    const { systems, recalled } = remembering();
    const late = systems.asking(about('a'));
    systems.hear(message);
    expect(recalled()).toBeUndefined();
    // Asked before, so perhaps answered before.
    late(answerOf('A'), '40');
    expect(recalled()).toBeUndefined();
  });

  it('remembers nothing between what cannot be read and what can', () => {
    const { systems, recalled } = remembering();
    systems.hear(undefined);
    systems.asking(about('a'))(answerOf('A'), '10');
    expect(recalled()).toBeUndefined();
    systems.hear(told('10', '10'));
    systems.asking(about('a'))(answerOf('A'), '10');
    expect(recalled()).toBe('A at 10');
  });

  it('serves a wait for a position only when it is reached', () => {
    const { systems, recalled } = remembering();
    expect(recalled('10')).toBe('A at 10');
    expect(recalled('11')).toBeUndefined();
    systems.hear(told('20', '10'));
    expect(recalled('11')).toBe('A at 20');
  });

  it('answers nothing when the projection has been silent for three seconds, and goes on when it was only late', () => {
    const { systems, clock, recalled } = remembering();
    clock.now = TRUSTED_FOR_MS + 1;
    expect(recalled()).toBeUndefined();
    systems.hear(told('10', '10'));
    expect(recalled()).toBe('A at 10');
  });

  it('answers no other question about the same', () => {
    const { systems } = remembering();
    expect(systems.recall(about('a', 'of another account'), undefined)).toBeUndefined();
  });

  it('forgets every list of an account whose system changes, and no list of another one', () => {
    const { systems } = remembering();
    const lists = [about('account of b', 'by name'), about('account of b', 'by status'), about('account of c')];
    for (const list of lists) systems.asking(list)(answerOf('L'), '10');
    systems.hear(told('20', '10', ['b']));
    expect(lists.map((list) => systems.recall(list, undefined)?.position)).toEqual([undefined, undefined, '20']);
  });

  it('remembers nothing that is older than what was heard, and nothing before anything was', () => {
    expect(remembering('9').recalled()).toBeUndefined();
    const systems = new RememberedAnswers(10_000, () => 0);
    systems.asking(about('a'))(answerOf('A'), '10');
    expect(systems.recall(about('a'), undefined)).toBeUndefined();
  });

  it('has a bound: what was not asked for longest goes first', () => {
    const systems = new RememberedAnswers(2_500, () => 0);
    systems.hear(told('10', '10'));
    for (let count = 0; count < 10; count += 1) {
      systems.asking(about(`s${count}`))(answerOf('x'.repeat(100)), '10');
    }
    const kept = Array.from({ length: 10 }, (_, count) => `s${count}`).filter((each) =>
      systems.recall(about(each), undefined),
    );
    expect(kept).toEqual(['s5', 's6', 's7', 's8', 's9'].slice(-kept.length));
    expect(kept.length).toBeGreaterThan(0);
  });
});
