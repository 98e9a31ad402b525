import type { IntegrationTokenView, RegisterSystemReply } from '@system-landscape/contracts';
import { foldOwnEvents } from '@system-landscape/system-view';
import { currentToken, findToken, type SystemEvent, type SystemState } from '@system-landscape/domain';
import type { CommandResult } from '@system-landscape/event-store';
import { signIntegrationToken } from '@system-landscape/integration-token';
import { Injectable } from '@nestjs/common';
import { TokenIssuanceSettings } from '../settings.js';

type SystemCommandResult = CommandResult<SystemState, SystemEvent>;

/** Builds replies from the stored events, so that a repeated command gets the same answer. */
@Injectable()
export class TokenReplies {
  constructor(private readonly settings: TokenIssuanceSettings) {}

  /** The token that the command issued or displayed, recorded or not. Its text is not stored; it is signed again. */
  async integrationToken({ own, state }: SystemCommandResult): Promise<IntegrationTokenView> {
    if (state.status === 'NONE') throw new Error('The command has left no system');
    const shown = own.flatMap(({ event }) => (isTokenShown(event) ? [event] : [])).at(-1);
    const token = shown ? findToken(state, shown.data.tokenId) : currentToken(state);
    if (!token) throw new Error('The command has neither issued nor displayed a token');
    const { tokenId, systemId, issuedAt, expiresAt, kid } = token;
    const { globalAccountId, type: systemType, communicationScenarioGroup } = state;
    const value = await signIntegrationToken(
      { tokenId, systemId, globalAccountId, systemType, communicationScenarioGroup, issuedAt, expiresAt },
      this.settings.keyRing,
      kid,
    );
    const replaced =
      shown?.type === 'IntegrationTokenIssued' && (shown.data.reason === 'REPLACED' || shown.data.reason === 'EXPIRED');
    return { tokenId, value, issuedAt, expiresAt, replaced };
  }

  /** The system as the command left it. */
  system({ own, state }: SystemCommandResult): RegisterSystemReply['system'] {
    if (state.status === 'NONE') throw new Error('The command has left no system');
    return foldOwnEvents(state, own).system;
  }
}

function isTokenShown(
  event: SystemEvent,
): event is Extract<SystemEvent, { type: 'IntegrationTokenIssued' | 'IntegrationTokenDisplayed' }> {
  return event.type === 'IntegrationTokenIssued' || event.type === 'IntegrationTokenDisplayed';
}
