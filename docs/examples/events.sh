#!/usr/bin/env bash
# An account's events over HTTP, from the first one on; then what happens. Ends with Ctrl-C.
set -euo pipefail
GATEWAY=${GATEWAY:-http://127.0.0.1:8080}
IDENTITY_PROVIDER=${IDENTITY_PROVIDER:-http://127.0.0.1:8090}

token=$(curl -sf "$IDENTITY_PROVIDER/token" -d grant_type=client_credentials -d client_id=ga-viewer -d client_secret=demo |
  sed -E 's/.*"access_token":"([^"]+)".*/\1/')
# Lost the connection? Reconnect with the last id that you saw: -H "Last-Event-ID: <id>"
curl -sfN "$GATEWAY/v1/global-accounts/ga-demo/events?from=${FROM:-0}" -H "Authorization: Bearer $token"
