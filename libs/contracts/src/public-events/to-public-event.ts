import type { FormationEvent, Incident, Reason, Recorded, SystemEvent } from '@system-landscape/domain';
import { cloudEventTypeOf, dataSchemaOf, type PublicEvent } from './cloud-event.js';
import type { PublicEventData } from './public-event-schemas.js';
import { PUBLIC_EVENTS, type PublicEventName } from './public-events.js';

/** Id and position of an event in the log. */
export interface PlaceInLog {
  readonly eventId: string;
  /** Commit position. */
  readonly position: string;
}

type NamedData = {
  [Name in PublicEventName]: { readonly name: Name; readonly data: PublicEventData<Name> };
}[PublicEventName];

/**
 * Maps a stored event to its public event; undefined for an event that is not published. The same stored event always
 * yields the same public event.
 */
export function toPublicEvent(
  stored: Recorded<SystemEvent | FormationEvent>,
  { eventId, position }: PlaceInLog,
): PublicEvent | undefined {
  const named = namedDataOf(stored);
  if (!named) return undefined;
  const { name, data } = named;
  const { globalAccountId, occurredAt, $correlationId, traceparent } = stored.metadata;
  const isSystem = PUBLIC_EVENTS[name].about === 'system';
  return {
    specversion: '1.0',
    id: eventId,
    source: `/global-accounts/${globalAccountId}`,
    type: cloudEventTypeOf(name),
    subject: isSystem && 'systemId' in data ? data.systemId : 'formationId' in data ? data.formationId : '',
    time: occurredAt,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(name),
    position,
    correlationid: $correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
    data,
  } as PublicEvent;
}

/** Copies member by member, so that a new member of a stored event does not become public by itself. */
function namedDataOf({
  type,
  data,
  metadata: { globalAccountId },
}: Recorded<SystemEvent | FormationEvent>): NamedData | undefined {
  switch (type) {
    case 'SystemAdded': {
      const { systemId, name, type: systemType, communicationScenarioGroup } = data;
      return { name: type, data: { globalAccountId, systemId, name, systemType, communicationScenarioGroup } };
    }
    case 'IntegrationTokenIssued': {
      const { systemId, tokenId, issuedAt, expiresAt, reason } = data;
      return { name: type, data: { globalAccountId, systemId, tokenId, issuedAt, expiresAt, reason } };
    }
    case 'IntegrationTokenExpired': {
      const { systemId, tokenId } = data;
      return { name: type, data: { globalAccountId, systemId, tokenId } };
    }
    case 'IntegrationTokenRevoked': {
      const { systemId, tokenId, reason } = data;
      return { name: type, data: { globalAccountId, systemId, tokenId, reason } };
    }
    case 'IntegrationTokenRedeemed': {
      const { systemId, tokenId, extensionId, tenantId } = data;
      return { name: type, data: { globalAccountId, systemId, tokenId, extensionId, tenantId } };
    }
    case 'RegistrationCancelled':
      return { name: type, data: { globalAccountId, systemId: data.systemId } };
    case 'RegistrationStarted': {
      const { systemId, attempt, extensionId, tenantId, deadlineAt } = data;
      return { name: type, data: { globalAccountId, systemId, attempt, extensionId, tenantId, deadlineAt } };
    }
    case 'RegistrationStepCompleted':
    case 'DeregistrationStepCompleted': {
      const { systemId, attempt, step } = data;
      return { name: type, data: { globalAccountId, systemId, attempt, step } };
    }
    case 'RegistrationStepDelayed':
    case 'DeregistrationStepDelayed': {
      const { systemId, attempt, step, try: number, nextActionAt: nextTryAt } = data;
      const reason = publicReason(data.reason);
      return { name: type, data: { globalAccountId, systemId, attempt, step, try: number, reason, nextTryAt } };
    }
    case 'SystemRegistered': {
      const { systemId, attempt, extensionId, tenantId } = data;
      return { name: type, data: { globalAccountId, systemId, attempt, extensionId, tenantId } };
    }
    case 'RegistrationFailed': {
      const { systemId, attempt, extensionId, tenantId, step } = data;
      const reason = publicReason(data.reason);
      return { name: type, data: { globalAccountId, systemId, attempt, extensionId, tenantId, step, reason } };
    }
    case 'ExtensionDeleted': {
      const { systemId, extensionId, tenantId } = data;
      return { name: type, data: { globalAccountId, systemId, extensionId, tenantId } };
    }
    case 'SystemIncludedInFormation': {
      const { systemId, formationId, formationName } = data;
      return { name: type, data: { globalAccountId, systemId, formationId, formationName } };
    }
    case 'SystemExcludedFromFormation': {
      const { systemId, formationId, reason } = data;
      return { name: type, data: { globalAccountId, systemId, formationId, reason } };
    }
    case 'EntitlementConfigured': {
      const { systemId, entitlementConfigurationId, subaccount, service, plan } = data;
      return {
        name: type,
        data: { globalAccountId, systemId, entitlementConfigurationId, subaccount, service, plan },
      };
    }
    case 'EntitlementConfigurationRemoved': {
      const { systemId, entitlementConfigurationId } = data;
      return { name: type, data: { globalAccountId, systemId, entitlementConfigurationId } };
    }
    case 'DeregistrationStarted': {
      const { systemId, attempt, extensionId, tenantId, startedBy, deadlineAt } = data;
      return {
        name: type,
        data: { globalAccountId, systemId, attempt, extensionId, tenantId, startedBy, deadlineAt },
      };
    }
    case 'SystemDeregistered': {
      const { systemId, attempt, extensionId, tenantId, confirmedByOperator } = data;
      return { name: type, data: { globalAccountId, systemId, attempt, extensionId, tenantId, confirmedByOperator } };
    }
    case 'DeregistrationFailed': {
      const { systemId, attempt, step } = data;
      const [reason, incident] = [publicReason(data.reason), publicIncident(data.incident)];
      return { name: type, data: { globalAccountId, systemId, attempt, step, reason, incident } };
    }
    case 'IncidentResolved': {
      const { systemId, action } = data;
      return { name: type, data: { globalAccountId, systemId, action } };
    }
    case 'FormationCreated': {
      const { formationId, name, type: formationType } = data;
      return { name: type, data: { globalAccountId, formationId, name, formationType } };
    }
    case 'FormationDeleted':
      return { name: type, data: { globalAccountId, formationId: data.formationId } };
    // Not published: the internal progress of an attempt, the display of a token, and what operators skip.
    case 'EventSkipped':
    case 'IntegrationTokenDisplayed':
    case 'RegistrationStepRequested':
    case 'RegistrationStepAccepted':
    case 'RegistrationReversed':
    case 'DeregistrationStepRequested':
    case 'DeregistrationStepAccepted':
    case 'FormationDeletionStarted':
      return undefined;
    default:
      // An event of a later release: an instance of that release publishes it.
      throw new Error(`This release does not know the event type ${String(type satisfies never)}. Update the service.`);
  }
}

/** Without the raw answer of the tenant. */
function publicReason({ code, message, httpStatus }: Reason): PublicEventData<'RegistrationFailed'>['reason'] {
  return { code, message, ...(httpStatus === undefined ? {} : { httpStatus }) };
}

function publicIncident({ component, correlationId, step }: Incident) {
  return { component, correlationId, step };
}
