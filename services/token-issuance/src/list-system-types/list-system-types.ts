import type { SystemTypesReply } from '@system-landscape/contracts';
import { SCENARIO_GROUPS, SYSTEM_TYPES } from '@system-landscape/domain';
import { Injectable } from '@nestjs/common';
import { TokenIssuanceSettings } from '../settings.js';
import { isoDuration } from './iso-duration.js';

/** M-06: shown in both dialogs. */
const ENCRYPTION_NOTICE = 'What you enter here is encrypted at rest, but not with a key that you manage yourself.';

/** The type catalogue (N-02), the scenario groups and the notice of the dialogs (M-06). */
@Injectable()
export class ListSystemTypes {
  constructor(private readonly settings: TokenIssuanceSettings) {}

  execute(): SystemTypesReply {
    return {
      types: SYSTEM_TYPES.map(
        ({ id, label, tokenValidityMs, reissueOnDisplay, scenarioGroups, formationWhilePending }) => ({
          id,
          label,
          tokenValidity: isoDuration(this.settings.tokenValidityMs ?? tokenValidityMs),
          tokenReissuedOnDisplay: reissueOnDisplay,
          scenarioGroups,
          formationWhilePending,
        }),
      ),
      scenarioGroups: SCENARIO_GROUPS.map(({ id, label, scenarios }) => ({ id, label, scenarios })),
      notices: [
        { id: 'register-system', text: ENCRYPTION_NOTICE },
        { id: 'create-formation', text: ENCRYPTION_NOTICE },
      ],
    };
  }
}
