export type ScenarioGroupId =
  | 'all'
  | 'eventing'
  | 'sap-start'
  | 'ariba-buying'
  | 'master-data-integration'
  | 'central-invoice-management'
  | 'subscription-billing'
  | 'advanced-financial-closing'
  | 'master-data-governance';

/** A communication scenario group: which scenarios the platform may enable in the tenant. */
export interface ScenarioGroup {
  readonly id: ScenarioGroupId;
  readonly label: string;
  /** Ids of the communication scenarios in the tenant. */
  readonly scenarios: readonly string[];
  /** Offered for this system type only. */
  readonly onlyFor?: 's4hana-cloud';
}

const scenarios = (...numbers: string[]): string[] => numbers.map((number) => `SAP_COM_${number}`);

const groups: readonly ScenarioGroup[] = [
  { id: 'eventing', label: 'Eventing Between SAP Cloud Systems', scenarios: scenarios('0892') },
  { id: 'sap-start', label: 'Integration with SAP Start', scenarios: scenarios('0647') },
  { id: 'ariba-buying', label: 'Integration with SAP Ariba Buying', scenarios: scenarios('0545', '0A00') },
  {
    id: 'master-data-integration',
    label: 'Integration with SAP Master Data Integration',
    scenarios: scenarios('0008', '0091', '0659', '0594'),
  },
  {
    id: 'central-invoice-management',
    label: 'Integration with SAP Ariba Central Invoice Management',
    scenarios: scenarios('0897', '0516', '0531', '0008', '0091', '0659', '0594'),
  },
  {
    id: 'subscription-billing',
    label: 'Integration with SAP Subscription Billing',
    scenarios: scenarios('0642', '0845', '0861', '0095', '0008', '0009', '0092', '0884', '0892', '0165'),
  },
  {
    id: 'advanced-financial-closing',
    label: 'Integration with SAP Advanced Financial Closing',
    scenarios: scenarios('0566'),
  },
  {
    id: 'master-data-governance',
    label: 'Integration with SAP Master Data Governance',
    scenarios: scenarios('0659'),
    onlyFor: 's4hana-cloud',
  },
];

/** The scenario groups of `docs/domain.md`; "All" is the union of the others and the default. */
export const SCENARIO_GROUPS: readonly ScenarioGroup[] = [
  { id: 'all', label: 'All', scenarios: [...new Set(groups.flatMap((group) => group.scenarios))].sort() },
  ...groups,
];

export const DEFAULT_SCENARIO_GROUP: ScenarioGroupId = 'all';

/** The communication scenarios to enable for a group; none when the system type has no groups. */
export function communicationScenarios(group: string | null): readonly string[] {
  return SCENARIO_GROUPS.find((candidate) => candidate.id === group)?.scenarios ?? [];
}
