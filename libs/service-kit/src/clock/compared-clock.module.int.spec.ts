import { NestFactory } from '@nestjs/core';
import { HealthModule, Readiness } from '../health/health.module.js';
import { CLOCK, SettableClock, type Clock } from './clock.js';
import { ComparedClock } from './compared-clock.js';
import { ComparedClockModule } from './compared-clock.module.js';

const DAY = 24 * 60 * 60_000;

class AppModule {}

it('a service with a compared clock is ready while it agrees with the server, and provides no time otherwise', async () => {
  const own = new SettableClock();
  const source = { name: 'the server', time: () => Promise.resolve(own.now().getTime()), resolutionMs: 1 };
  const compared = new ComparedClock({ clock: own, boundMs: 60_000 });
  const module = { module: AppModule, imports: [ComparedClockModule.with(compared, source), HealthModule.with([])] };
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  try {
    const [clock, readiness] = [app.get<Clock>(CLOCK), app.get(Readiness)];
    expect(clock.now()).toEqual(own.now());
    expect(await readiness.check()).toMatchObject({ status: 'ok', details: { clock: { status: 'up' } } });
    own.advance(DAY);
    expect(() => clock.now()).toThrow('86400 s ahead of that of the server');
    await expect(readiness.check()).rejects.toMatchObject({
      response: { error: { clock: { message: expect.stringContaining('ahead of that of the server') as string } } },
    });
  } finally {
    await app.close();
  }
});
