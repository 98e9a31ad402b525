import type { components } from '@system-landscape/api-client';

export type System = components['schemas']['SystemShape'];
export type SystemStatus = System['status'];
export type Formation = components['schemas']['FormationShape'];
export type EntitlementConfiguration = components['schemas']['EntitlementConfigurationShape'];
export type HistoryItem = components['schemas']['HistoryItemShape'];
export type IntegrationToken = components['schemas']['IntegrationTokenShape'];
export type Extension = components['schemas']['ExtensionShape'];
export type Warning = components['schemas']['WarningShape'];
export type Incident = components['schemas']['IncidentItemShape'];
export type Resolution = components['schemas']['ResolutionBody'];
export type Parked = components['schemas']['ParkedShape'];
export type Step = NonNullable<components['schemas']['RegistrationShape']['step']>;
