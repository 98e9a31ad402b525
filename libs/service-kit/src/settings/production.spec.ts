import { IsString } from 'class-validator';
import { Env, InProduction, loadSettings, NotInProduction, SettingsError } from './settings.js';

class Connections {
  @Env('CA_FILE') readonly caFile?: string;
  @Env('SERVER')
  @InProduction(
    (server: string, { caFile }: Connections) => caFile !== undefined || server.startsWith('tls://'),
    'must use TLS',
  )
  readonly server: string = 'tcp://127.0.0.1';
}

class Settings extends Connections {
  @Env('NAME') @IsString() readonly name!: string;
  @Env('SECRET')
  @InProduction((secret?: string) => secret !== 'demo', 'is the one of the demo')
  readonly secret?: string;
}

@NotInProduction('simulator is for tests')
class Simulator {}

const mistakes = (Kind: new () => object, env: Record<string, string>): readonly string[] => {
  try {
    loadSettings(Kind, env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
};
const HINT = expect.stringContaining('set PLATFORM_PROFILE to development') as string;
const production = { NODE_ENV: 'production', NAME: 'a' };

it('tells all that is refused in production at once, with other mistakes, and shows no value', () => {
  expect(mistakes(Settings, { NODE_ENV: 'production', SECRET: 'demo' })).toEqual([
    expect.stringMatching(/^NAME is not set/),
    'SECRET is the one of the demo.',
    'SERVER must use TLS.',
    HINT,
  ]);
});

it('a rule sees the other settings', () => {
  expect(mistakes(Settings, { ...production, CA_FILE: '/ca.pem' })).toEqual([]);
});

it('a process that is for development alone says so', () => {
  expect(mistakes(Simulator, production)).toEqual(['This simulator is for tests.', HINT]);
  expect(mistakes(Simulator, {})).toEqual([]);
});

it.each([
  [{ NODE_ENV: 'production', PLATFORM_PROFILE: 'development' }, false],
  [{ NODE_ENV: 'development', PLATFORM_PROFILE: 'production' }, true],
  [{ PLATFORM_PROFILE: 'production' }, true],
  [{ PLATFORM_PROFILE: '', NODE_ENV: 'production' }, true],
  [{ NODE_ENV: 'test' }, false],
  [{}, false],
])('%j is production: %s', (env, is) => {
  expect(mistakes(Simulator, env).length > 0).toBe(is);
});
