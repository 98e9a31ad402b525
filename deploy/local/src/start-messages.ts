import type { Platform } from './platform.js';
import type { PlatformUrls } from './parts.js';

export const USAGE = `npm start [-- --verbose]

Starts the whole platform on this machine; Ctrl-C stops it. --verbose (or LOG_TO_TERMINAL=true) shows all logs here.
The settings stand in deploy/local/README.md.`;

/** The line that says that everything runs, and where. `tookMs` is the time of the start in ms. */
export function readyLines({ urls, dataDir }: Pick<Platform, 'urls' | 'dataDir'>, tookMs: number): string {
  const where = [
    `gateway ${urls.gateway}`,
    `API page ${urls.gateway}/docs`,
    `identity provider ${urls.identityProvider}`,
    `tenant simulator ${urls.tenantSimulator}`,
    `event store ${withoutCredentials(urls.eventStore)}`,
    `NATS ${withoutCredentials(urls.nats)}`,
  ];
  return `landscape is ready: ${where.join(', ')}\n(after ${(tookMs / 1000).toFixed(1)} s; data and logs in ${dataDir})`;
}

/** A registration by hand, to copy and paste. */
export function curlExample({ gateway, identityProvider }: PlatformUrls): string {
  return `
Try it (in another terminal; \`npm run demo\` does the same by itself):

  token() { curl -s ${identityProvider}/token -d grant_type=client_credentials -d client_id=$1 -d client_secret=demo | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'; }
  ADMIN=$(token ga-admin) TENANT=$(token tenant-admin)
  S=$(curl -s ${gateway}/v1/global-accounts/ga-demo/systems -H "Authorization: Bearer $ADMIN" -H 'Content-Type: application/json' \\
      -d '{"name":"my-s4-'$$'","type":"s4hana-cloud","communicationScenarioGroup":"all"}'); echo "$S"
  IT=$(echo "$S" | grep -o 'slt_[^"]*')
  curl -s ${gateway}/v1/tenants/my300001/extensions -H "Authorization: Bearer $TENANT" -H 'Content-Type: application/json' -d '{"integrationToken":"'$IT'"}'
  curl -sN "${gateway}/v1/global-accounts/ga-demo/events?from=0" -H "Authorization: Bearer $ADMIN"    # watch, Ctrl-C ends
`;
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//');
}
