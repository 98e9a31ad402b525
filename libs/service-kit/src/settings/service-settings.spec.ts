import { ServiceSettings } from './service-settings.js';
import { loadSettings } from './settings.js';

describe('CLOCK_FILE', () => {
  it('is refused in production', () => {
    const env = { CLOCK_FILE: '/run/offset', NODE_ENV: 'production' };
    expect(() => loadSettings(ServiceSettings, env)).toThrow(
      'CLOCK_FILE moves the time and is for tests; remove it.\nThese are refused in production',
    );
  });

  it.each(['development', 'test', ''])('is taken with NODE_ENV "%s"', (NODE_ENV) => {
    const settings = loadSettings(ServiceSettings, { CLOCK_FILE: '/run/offset', NODE_ENV });
    expect(settings.clockFile).toBe('/run/offset');
  });

  it('production without it', () => {
    expect(loadSettings(ServiceSettings, { NODE_ENV: 'production' }).clockFile).toBeUndefined();
  });
});

it.each(['PT1S', 'soon'])('the bound of the clock is not %s', (CLOCK_SKEW_BOUND) => {
  expect(() => loadSettings(ServiceSettings, { CLOCK_SKEW_BOUND })).toThrow('CLOCK_SKEW_BOUND must');
});
