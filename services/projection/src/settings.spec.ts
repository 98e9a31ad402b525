import { loadSettings } from '@system-landscape/service-kit';
import { ProjectionSettings } from './settings.js';

const production = { NODE_ENV: 'production', NATS_URL: 'tls://nats', ESDB_URL: 'esdb://store' };
const load = (DATABASE_URL: string) => loadSettings(ProjectionSettings, { ...production, DATABASE_URL });

it.each(['postgresql://db/landscape', 'postgresql://db/landscape?sslmode=prefer', 'host=db,/run sslmode=disable'])(
  'refuses %s in production',
  (url) => {
    expect(() => load(url)).toThrow('DATABASE_URL must use TLS');
  },
);

it.each(['postgresql://db/landscape?sslmode=verify-full', 'host=db sslmode=require', 'host=/run/postgresql', ''])(
  'takes "%s" in production',
  (url) => {
    expect(() => load(url)).not.toThrow();
  },
);
