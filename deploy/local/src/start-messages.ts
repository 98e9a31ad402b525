import type { LocalPlatform } from './local-platform.js';
import type { PlatformUrls } from './components.js';

export const USAGE = `npm start [-- --verbose]

Starts the whole platform on this machine; Ctrl-C stops it. --verbose (or LOG_TO_TERMINAL=true) shows all logs here.
All settings: deploy/local/README.md.`;

/** The line that says that the platform is ready, with its URLs. @param tookMs duration of the start in ms */
export function readyLines({ urls, dataDir }: Pick<LocalPlatform, 'urls' | 'dataDir'>, tookMs: number): string {
  const addresses = [
    `cockpit ${urls.gateway}/`,
    `gateway ${urls.gateway}`,
    `API page ${urls.gateway}/docs`,
    `identity provider ${urls.identityProvider}`,
    `tenant simulator ${urls.tenantSimulator}`,
    `event store ${withoutCredentials(urls.eventStore)}`,
    `NATS ${withoutCredentials(urls.nats)}`,
  ];
  return `landscape is ready: ${addresses.join(', ')}\n(after ${(tookMs / 1000).toFixed(1)} s; data and logs in ${dataDir})`;
}

/** Shell commands that register a system, to copy and paste; the README shows the same ones. */
export function curlExample({ gateway, identityProvider }: Pick<PlatformUrls, 'gateway' | 'identityProvider'>): string {
  return `GATEWAY=${gateway} IDENTITY=${identityProvider}
signin() { curl -s $IDENTITY/token -d grant_type=client_credentials -d client_id=$1 -d client_secret=demo | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'; }
ADMIN="Authorization: Bearer $(signin ga-admin)"  TENANT="Authorization: Bearer $(signin tenant-admin)"
SYSTEMS=$GATEWAY/v1/global-accounts/ga-demo/systems

# The account administrator adds a system ...
NAME="my S/4 $(date +%s)-$RANDOM"
ID=$(curl -s $SYSTEMS -H "$ADMIN" -H 'Content-Type: application/json' -d '{"name":"'"$NAME"'","type":"s4hana-cloud"}' | grep -o '"id":"[^"]*' | head -1 | cut -c7-); echo $ID
# ... and displays its integration token, to give it to the administrator of the tenant,
TOKEN=$(curl -s $SYSTEMS/$ID/integration-token -H "$ADMIN" | grep -o 'slt_[^"]*'); echo $TOKEN
# ... who redeems it there, which starts the registration.
curl -s $GATEWAY/v1/tenants/my300001/extensions -H "$TENANT" -H 'Content-Type: application/json' -d '{"integrationToken":"'$TOKEN'"}'; echo
# Watch it become REGISTERED.
for _ in $(seq 200); do
  STATUS=$(curl -sm 5 $SYSTEMS/$ID -H "$ADMIN" | grep -o '"status":"[A-Z]*"'); echo $STATUS
  case $STATUS in *REGISTERED* | *ERROR*) break ;; esac
  sleep 0.3
done
`;
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//');
}
