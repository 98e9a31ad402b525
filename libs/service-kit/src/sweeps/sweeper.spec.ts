import { Logger } from '@nestjs/common';
import { currentContext } from '../context/request-context.js';
import { Sweeper } from './sweeper.js';

class Sweeps extends Sweeper {
  done = 0;
  private readonly wanted = new Map<number, () => void>();

  constructor(private readonly action: (signal: AbortSignal, number: number) => Promise<void>) {
    super(1);
  }

  reached(number: number): Promise<void> {
    return new Promise((resolve) => this.wanted.set(number, resolve));
  }

  protected override async sweep(signal: AbortSignal): Promise<void> {
    this.done += 1;
    this.wanted.get(this.done)?.();
    await this.action(signal, this.done);
  }
}

let warned: jest.SpyInstance;
beforeEach(() => (warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation()));
afterEach(() => warned.mockRestore());

it('logs a failed sweep, and sweeps again', async () => {
  const failure = new Error('unavailable');
  const sweeps = new Sweeps((_signal, number) => (number === 1 ? Promise.reject(failure) : Promise.resolve()));
  const third = sweeps.reached(3);
  sweeps.onApplicationBootstrap();
  await third;
  await sweeps.onModuleDestroy();
  expect(warned).toHaveBeenCalledTimes(1);
  expect(warned).toHaveBeenCalledWith({ err: failure }, expect.stringContaining('next one will retry'));
});

it('never runs two sweeps at once, also when Nest calls the hook twice; each sweep has its own context', async () => {
  let running = 0;
  const correlationIds = new Set<string | undefined>();
  const sweeps = new Sweeps(async () => {
    running += 1;
    expect(running).toBe(1);
    correlationIds.add(currentContext()?.correlationId);
    await Promise.resolve();
    running -= 1;
  });
  const third = sweeps.reached(3);
  sweeps.onApplicationBootstrap();
  sweeps.onApplicationBootstrap();
  await third;
  await sweeps.onModuleDestroy();
  expect(warned).not.toHaveBeenCalled();
  expect(correlationIds.size).toBe(sweeps.done);
});

it('on stop aborts the running sweep, waits for it, and starts no other', async () => {
  let ended = false;
  const sweeps = new Sweeps(async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    ended = true;
  });
  const first = sweeps.reached(1);
  sweeps.onApplicationBootstrap();
  await first;
  await sweeps.onModuleDestroy();
  expect(ended).toBe(true);
  expect(sweeps.done).toBe(1);
});
