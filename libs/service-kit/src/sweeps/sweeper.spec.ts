import { Logger } from '@nestjs/common';
import { currentContext } from '../context/request-context.js';
import { Sweeper } from './sweeper.js';

class Sweeps extends Sweeper {
  done = 0;
  private readonly wanted = new Map<number, () => void>();

  constructor(private readonly one: (signal: AbortSignal, number: number) => Promise<void>) {
    super(1);
  }

  reached(number: number): Promise<void> {
    return new Promise((resolve) => this.wanted.set(number, resolve));
  }

  protected override async sweep(signal: AbortSignal): Promise<void> {
    this.done += 1;
    this.wanted.get(this.done)?.();
    await this.one(signal, this.done);
  }
}

let warned: jest.SpyInstance;
beforeEach(() => (warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation()));
afterEach(() => warned.mockRestore());

it('sweeps again after a sweep that failed, which is logged', async () => {
  const failure = new Error('nobody answers');
  const sweeps = new Sweeps((_signal, number) => (number === 1 ? Promise.reject(failure) : Promise.resolve()));
  const third = sweeps.reached(3);
  sweeps.onApplicationBootstrap();
  await third;
  await sweeps.onModuleDestroy();
  expect(warned).toHaveBeenCalledTimes(1);
  expect(warned).toHaveBeenCalledWith({ err: failure }, expect.stringContaining('next one tries again'));
});

it('sweeps once at a time, however often Nest says that the service has begun, and each in a context of its own', async () => {
  let atOnce = 0;
  const correlationIds = new Set<string | undefined>();
  const sweeps = new Sweeps(async () => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    correlationIds.add(currentContext()?.correlationId);
    await Promise.resolve();
    atOnce -= 1;
  });
  const third = sweeps.reached(3);
  sweeps.onApplicationBootstrap();
  sweeps.onApplicationBootstrap();
  await third;
  await sweeps.onModuleDestroy();
  expect(warned).not.toHaveBeenCalled();
  expect(correlationIds.size).toBe(sweeps.done);
});

it('ends with the service: the sweep under way is told and waited for, and no other begins', async () => {
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
