import {
  nameIdOf,
  registerSystem,
  systemStream,
  type Decision,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import { randomUUID } from 'node:crypto';
import type { CommandContext } from '../command-context.js';

/** The time of commands, unless a test gives another one. */
export const NOW = new Date('2026-01-05T08:00:00.000Z');

const ACCOUNT = 'ga-demo';

/** An administrator of the account registers a system, unless `more` says otherwise. */
export const commandContext = (key: string, more: Partial<CommandContext> = {}): CommandContext => ({
  operation: 'register-system',
  caller: 'ga-admin',
  key,
  actor: { subject: 'ga-admin', roles: ['global-account-admin'] },
  correlationId: 'correlation-1',
  causationId: 'cause-1',
  now: NOW,
  ...more,
});

/** A name of a system in the account. */
export interface SystemName {
  readonly name: string;
  readonly nameId: string;
  readonly stream: string;
}

/** The name, by default one that no other test uses. */
export function systemName(name = `system ${randomUUID()}`): SystemName {
  const nameId = nameIdOf(ACCOUNT, name);
  return { name, nameId, stream: systemStream(nameId) };
}

/** Decides to register a system of the name. */
export const registering =
  ({ name, nameId }: Pick<SystemName, 'name' | 'nameId'>) =>
  (state: SystemState): Decision<SystemEvent> =>
    registerSystem(
      {
        ...{ nameId, globalAccountId: ACCOUNT, name, systemType: 's4hana-cloud' },
        ...{ tokenId: randomUUID(), kid: 'key-1', now: NOW },
      },
      state,
    );
