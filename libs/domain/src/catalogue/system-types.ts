import { SCENARIO_GROUPS, type ScenarioGroupId } from './scenario-groups.js';

/** Ids of the types of systems that can be registered. */
export type SystemTypeId =
  | 's4hana-cloud'
  | 'marketing-cloud'
  | 'successfactors'
  | 'integrated-business-planning'
  | 'commerce-cloud'
  | 'cloud-for-customer'
  | 'field-service-management';

/** One row of the type catalogue (rule N-02: data, not code branches). */
export interface SystemType {
  readonly id: SystemTypeId;
  readonly label: string;
  /** Validity of an integration token of this type, in milliseconds (M-13, N-07). */
  readonly tokenValidityMs: number;
  /** Display token issues a new token, by its own command; reading the live one revokes nothing (N-07). */
  readonly reissueOnDisplay: boolean;
  /** Ids of the communication scenario groups to choose from; empty if the type has none. */
  readonly scenarioGroups: readonly ScenarioGroupId[];
  /** May join a formation while Pending (N-06). */
  readonly formationWhilePending: boolean;
  /** Component that an incident of this type is reported to (M-25). */
  readonly incidentComponent: string;
}

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60 * 1000;

const allGroups = SCENARIO_GROUPS.map((group) => group.id);
const allButS4Only = SCENARIO_GROUPS.filter((group) => !group.onlyFor).map((group) => group.id);

const paired = {
  tokenValidityMs: 7 * DAY,
  reissueOnDisplay: false,
  scenarioGroups: [],
  formationWhilePending: false,
} as const;

const customerExperience = {
  tokenValidityMs: 10 * MINUTE,
  reissueOnDisplay: true,
  scenarioGroups: [],
  formationWhilePending: true,
  incidentComponent: 'BC-CP-MP',
} as const;

/** The type catalogue of `docs/domain.md`, in the order in which it is shown. */
export const SYSTEM_TYPES: readonly SystemType[] = [
  {
    ...paired,
    id: 's4hana-cloud',
    label: 'SAP S/4HANA Cloud',
    scenarioGroups: allGroups,
    incidentComponent: 'BC-NEO-EXT-S4C',
  },
  { ...paired, id: 'marketing-cloud', label: 'SAP Marketing Cloud', incidentComponent: 'BC-NEO-EXT-S4C' },
  { ...paired, id: 'successfactors', label: 'SAP SuccessFactors', incidentComponent: 'BC-NEO-EXT-SF' },
  {
    ...paired,
    id: 'integrated-business-planning',
    label: 'SAP Integrated Business Planning',
    scenarioGroups: allButS4Only,
    incidentComponent: 'BC-NEO-EXT-S4C',
  },
  { ...customerExperience, id: 'commerce-cloud', label: 'SAP Commerce Cloud' },
  { ...customerExperience, id: 'cloud-for-customer', label: 'SAP Cloud for Customer' },
  { ...customerExperience, id: 'field-service-management', label: 'SAP Field Service Management' },
];

const byId = new Map<string, SystemType>(SYSTEM_TYPES.map((type) => [type.id, type]));

/** The type with this id, or undefined when the catalogue has none. */
export function findSystemType(id: string): SystemType | undefined {
  return byId.get(id);
}

/** The type with this id, for ids from stored events. @throws Error when the catalogue has no such type */
export function systemType(id: string): SystemType {
  const type = byId.get(id);
  if (!type) throw new Error(`The catalogue has no system type "${id}"`);
  return type;
}
