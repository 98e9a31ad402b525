import type { EntitlementConfigurationView, FormationReference, SystemView } from '@system-landscape/contracts';
import type { Recorded, SystemEvent } from '@system-landscape/domain';

type AssignmentEvent = Extract<
  Recorded<SystemEvent>,
  {
    type:
      | 'SystemIncludedInFormation'
      | 'SystemExcludedFromFormation'
      | 'EntitlementConfigured'
      | 'EntitlementConfigurationRemoved';
  }
>;

type Lists = Pick<SystemView, 'formations' | 'entitlementConfigurations'>;

export function isAssignment(event: Recorded<SystemEvent>): event is AssignmentEvent {
  switch (event.type) {
    case 'SystemIncludedInFormation':
    case 'SystemExcludedFromFormation':
    case 'EntitlementConfigured':
    case 'EntitlementConfigurationRemoved':
      return true;
    default:
      return false;
  }
}

/** The formations and entitlement configurations of a system while events are folded: a change costs the same for thousands. */
export class References {
  private readonly formations: Map<string, FormationReference>;
  private readonly entitlements: Map<string, EntitlementConfigurationView>;
  private readonly globalAccountId: string;

  constructor({
    globalAccountId,
    formations,
    entitlementConfigurations,
  }: Lists & { readonly globalAccountId: string }) {
    this.globalAccountId = globalAccountId;
    this.formations = new Map(formations.map((formation) => [formation.id, formation]));
    this.entitlements = new Map(entitlementConfigurations.map((configuration) => [configuration.id, configuration]));
  }

  add({ type, data, metadata }: AssignmentEvent): void {
    switch (type) {
      case 'SystemIncludedInFormation': {
        const { formationId: id, formationName: name } = data;
        // A formation that was created again has the same id and name.
        if (!this.formations.has(id)) this.formations.set(id, { id, name });
        return;
      }
      case 'SystemExcludedFromFormation':
        this.formations.delete(data.formationId);
        return;
      case 'EntitlementConfigured': {
        const { entitlementConfigurationId: id, subaccount, service, plan, systemId } = data;
        const { globalAccountId } = this;
        const createdAt = metadata.occurredAt;
        this.entitlements.set(id, { id, globalAccountId, subaccount, service, plan, systemId, createdAt });
        return;
      }
      default:
        this.entitlements.delete(data.entitlementConfigurationId);
    }
  }

  lists(): Lists {
    return { formations: [...this.formations.values()], entitlementConfigurations: [...this.entitlements.values()] };
  }
}
