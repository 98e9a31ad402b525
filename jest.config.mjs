const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

const tier = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/libs', '<rootDir>/services', '<rootDir>/deploy', '<rootDir>/test'],
  testEnvironment: 'node',
  testMatch,
  modulePathIgnorePatterns: ['/dist/', '/.data/', '/.tools/'],
  moduleNameMapper: {
    '^@system-landscape/test-support$': '<rootDir>/test/support/src',
    '^@system-landscape/e2e$': '<rootDir>/test/e2e/src',
    '^@system-landscape/local$': '<rootDir>/deploy/local/src',
    '^@system-landscape/contracts/views$': '<rootDir>/libs/contracts/src/views',
    '^@system-landscape/(domain|event-store|saga)/testing$': '<rootDir>/libs/$1/src/testing',
    '^@system-landscape/([^/]+)$': '<rootDir>/libs/$1/src',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.(ts|mjs)$': swc,
    'node_modules/(jose|uuid)/.+\\.js$': swc,
    'node_modules/@electric-sql/.+\\.cjs$': swc,
  },
  transformIgnorePatterns: ['node_modules/(?!(jose|uuid|@electric-sql|@bomb\\.sh)/)'],
  ...more,
});

/** Test tiers by suffix: pure, with real components, black box over the running platform. */
export default {
  testTimeout: 300_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/longest-first.mjs',
  projects: [
    tier('unit', ['<rootDir>/**/src/**/!(*.int|*.e2e).spec.ts']),
    tier('integration', ['<rootDir>/{libs,services,deploy,test/support}/**/src/**/*.int.spec.ts']),
    tier('conformance', ['<rootDir>/test/conformance/src/**/*.int.spec.ts']),
    tier('e2e', ['<rootDir>/test/{e2e,bench}/src/**/*.e2e.spec.ts']),
    tier('crash', ['<rootDir>/test/crash/src/**/*.e2e.spec.ts']),
    tier('rolling', ['<rootDir>/test/rolling/src/**/*.e2e.spec.ts']),
    tier('races', ['<rootDir>/test/races/src/**/*.e2e.spec.ts']),
  ],
};
