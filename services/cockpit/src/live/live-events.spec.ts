import type { Landscape, LandscapeEvent } from '@system-landscape/api-client';
import { LiveEvents } from './live-events.js';

type Options = NonNullable<Parameters<Landscape['events']>[0]>;
const event = (subject: string) => ({ subject }) as LandscapeEvent;

/** Events and news of the connection, in this order. */
const told = (...script: readonly (LandscapeEvent | ((options: Options) => void))[]) =>
  async function* (options: Options = {}): AsyncGenerator<LandscapeEvent, void> {
    for (const entry of script) {
      await Promise.resolve();
      if (typeof entry === 'function') entry(options);
      else yield entry;
    }
  };
const caughtUp = ({ onCaughtUp }: Options) => onCaughtUp?.('1');
const interrupted = ({ onInterrupted }: Options) => onInterrupted?.();

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const follow = (live: LiveEvents) => live.follow(new AbortController().signal);

describe('live events', () => {
  it('that come together are told together, and those of later in the next round', async () => {
    const rounds: string[][] = [];
    const live = new LiveEvents(told(caughtUp, event('a'), event('b')), () => undefined);
    live.listen((events) => rounds.push(events.map(({ subject }) => subject)));
    await follow(live);
    expect(rounds).toEqual([]);
    jest.runAllTimers();
    expect(rounds).toEqual([['a', 'b']]);
  });

  it('M-23: say when the connection is lost and back, and ask once for what may be missing', async () => {
    const states: string[] = [];
    const ask = jest.fn();
    const live = new LiveEvents(told(caughtUp, interrupted, interrupted, caughtUp), ask);
    live.watch(() => states.push(live.connection()));
    await follow(live);
    expect(states).toEqual(['live', 'lost', 'live']);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('that are refused are off, with the problem', async () => {
    const refuse = () => {
      throw new Error('Your role does not allow this');
    };
    const live = new LiveEvents(told(refuse), () => undefined);
    await expect(follow(live)).resolves.toMatchObject({ message: 'Your role does not allow this' });
    expect(live.connection()).toBe('off');
  });
});
