import { Env, InProduction } from '@system-landscape/service-kit';
import { applyDecorators } from '@nestjs/common';

/** Where the local start has the event store. */
export const LOCAL_EVENT_STORE = 'esdb://127.0.0.1:2113?tls=false';

/** The setting `ESDB_URL`, a connection string of the event store; in production one with TLS. */
export function EventStoreUrl(): PropertyDecorator {
  return applyDecorators(Env('ESDB_URL', connectionString), InProduction(usesTls, 'must use TLS: remove tls=false'));
}

function connectionString(raw: string): string {
  if (/^esdb(\+discover)?:\/\/\S+$/.test(raw)) return raw;
  throw new Error(`must be a connection string such as ${LOCAL_EVENT_STORE}`);
}

/** The client uses TLS unless a connection string says that it does not. */
function usesTls(url: string): boolean {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?')));
  return ![...parameters].some(([name, value]) => name.toLowerCase() === 'tls' && value.toLowerCase() === 'false');
}
