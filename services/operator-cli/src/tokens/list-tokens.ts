import type { SystemEvent } from '@system-landscape/domain';
import type { CliContext } from '../cli-context.js';
import { selectedEvents } from '../events/read-events.js';
import { readEvent } from '../events/read-log.js';
import { printable } from '../terminal/terminal.js';

export interface ListTokensOptions {
  readonly system?: string;
  readonly account?: string;
  /** Also tokens that cannot be redeemed any more. */
  readonly all?: boolean;
}

/** What the log holds about a token. The text of a token is never stored. */
export interface ListedToken {
  readonly tokenId: string;
  readonly systemId: string;
  readonly globalAccountId: string;
  readonly state: 'LIVE' | 'USED' | 'EXPIRED' | 'REVOKED';
  /** RFC 3339. */
  readonly issuedAt: string;
  readonly expiresAt: string;
}

const TYPES = [
  'IntegrationTokenIssued',
  'IntegrationTokenRedeemed',
  'IntegrationTokenExpired',
  'IntegrationTokenRevoked',
] satisfies SystemEvent['type'][];
type TokenEvent = Extract<SystemEvent, { type: (typeof TYPES)[number] }>;

/** Prints the integration tokens in the log, the earliest expiry first. */
export async function listTokens(
  context: CliContext,
  { system, account, all = false }: ListTokensOptions,
): Promise<void> {
  const tokens = new Map<string, ListedToken>();
  for await (const logged of selectedEvents(context, { system, account, type: TYPES })) {
    const event = readEvent(logged);
    if (event) applyEvent(tokens, event as TokenEvent, event.metadata.globalAccountId);
  }
  const now = new Date().toISOString();
  const listed = [...tokens.values()]
    .map((token) => (token.state === 'LIVE' && isExpired(token, now) ? { ...token, state: 'EXPIRED' as const } : token))
    .filter(({ state }) => all || state === 'LIVE')
    .sort((one, other) => Date.parse(one.expiresAt) - Date.parse(other.expiresAt));
  const { terminal } = context;
  await terminal.result(listed, () =>
    listed.length === 0
      ? 'There are no tokens.'
      : terminal.table(
          ['Token', 'System', 'Account', 'State', 'Expires'],
          listed.map(({ tokenId, systemId, globalAccountId, state, expiresAt }) =>
            [tokenId, systemId, globalAccountId, state, expiresAt].map(printable),
          ),
        ),
  );
}

/** M-13: a token is expired from the moment of `expiresAt` on. */
function isExpired({ expiresAt }: ListedToken, now: string): boolean {
  return Date.parse(expiresAt) <= Date.parse(now);
}

function applyEvent(tokens: Map<string, ListedToken>, event: TokenEvent, globalAccountId: string): void {
  const { tokenId, systemId } = event.data;
  const known = tokens.get(tokenId);
  switch (event.type) {
    case 'IntegrationTokenIssued': {
      const { issuedAt, expiresAt } = event.data;
      tokens.set(tokenId, { tokenId, systemId, globalAccountId, state: 'LIVE', issuedAt, expiresAt });
      return;
    }
    case 'IntegrationTokenRedeemed':
      if (known) tokens.set(tokenId, { ...known, state: 'USED' });
      return;
    case 'IntegrationTokenExpired':
      if (known) tokens.set(tokenId, { ...known, state: 'EXPIRED' });
      return;
    case 'IntegrationTokenRevoked':
      if (known) tokens.set(tokenId, { ...known, state: 'REVOKED' });
  }
}
