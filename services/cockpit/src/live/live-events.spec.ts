import type { Landscape, LandscapeEvent } from '@system-landscape/api-client';
import { LiveEvents } from './live-events.js';

type Options = NonNullable<Parameters<Landscape['events']>[0]>;
const event = (subject: string) => ({ subject }) as LandscapeEvent;

/** An event source that yields the events and makes the calls of the script, in its order. */
const scripted = (...script: readonly (LandscapeEvent | ((options: Options) => void))[]) =>
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

const run = (live: LiveEvents) => live.run(new AbortController().signal);

describe('live events', () => {
  it('reach listeners in batches', async () => {
    const batches: string[][] = [];
    const live = new LiveEvents(scripted(caughtUp, event('a'), event('b')), () => undefined);
    live.subscribe((events) => batches.push(events.map(({ subject }) => subject)));
    await run(live);
    expect(batches).toEqual([]);
    jest.runAllTimers();
    expect(batches).toEqual([['a', 'b']]);
  });

  it('M-23: report a lost and a restored connection, and call onFirstCaughtUp once', async () => {
    const states: string[] = [];
    const onFirstCaughtUp = jest.fn();
    const live = new LiveEvents(scripted(caughtUp, interrupted, interrupted, caughtUp), onFirstCaughtUp);
    live.subscribeToState(() => states.push(live.connectionState()));
    await run(live);
    expect(states).toEqual(['live', 'lost', 'live']);
    expect(onFirstCaughtUp).toHaveBeenCalledTimes(1);
  });

  it('are off after a refusal, which run returns', async () => {
    const refuse = () => {
      throw new Error('Your role does not allow this');
    };
    const live = new LiveEvents(scripted(refuse), () => undefined);
    await expect(run(live)).resolves.toMatchObject({ message: 'Your role does not allow this' });
    expect(live.connectionState()).toBe('off');
  });
});
