import { communicationScenarios, SCENARIO_GROUPS } from './scenario-groups.js';
import { findSystemType, systemType, SYSTEM_TYPES } from './system-types.js';

const DAYS_7 = 7 * 24 * 60 * 60_000;
const MINUTES_10 = 10 * 60_000;

describe('The type catalogue', () => {
  it('N-02 N-06 N-07 X-02: is the table of the domain', () => {
    const rows = SYSTEM_TYPES.map((type) => [
      type.id,
      type.tokenValidityMs,
      type.reissueOnDisplay,
      type.scenarioGroups.length > 0,
      type.formationWhilePending,
      type.incidentComponent,
    ]);
    expect(rows).toEqual([
      ['s4hana-cloud', DAYS_7, false, true, false, 'BC-NEO-EXT-S4C'],
      ['marketing-cloud', DAYS_7, false, false, false, 'BC-NEO-EXT-S4C'],
      ['successfactors', DAYS_7, false, false, false, 'BC-NEO-EXT-SF'],
      ['integrated-business-planning', DAYS_7, false, true, false, 'BC-NEO-EXT-S4C'],
      ['commerce-cloud', MINUTES_10, true, false, true, 'BC-CP-MP'],
      ['cloud-for-customer', MINUTES_10, true, false, true, 'BC-CP-MP'],
      ['field-service-management', MINUTES_10, true, false, true, 'BC-CP-MP'],
    ]);
  });

  it('N-02: has no other type', () => {
    expect(findSystemType('toString')).toBeUndefined();
    expect(() => systemType('sap-r3')).toThrow('sap-r3');
  });

  it('X-02: offers master data governance for S/4HANA Cloud only', () => {
    expect(systemType('s4hana-cloud').scenarioGroups).toContain('master-data-governance');
    expect(systemType('integrated-business-planning').scenarioGroups).not.toContain('master-data-governance');
  });

  it('X-02: "all" contains the scenarios of every group', () => {
    expect(SCENARIO_GROUPS[0]!.id).toBe('all');
    for (const { id } of SCENARIO_GROUPS) {
      expect(communicationScenarios('all')).toEqual(expect.arrayContaining([...communicationScenarios(id)]));
    }
    expect(communicationScenarios('ariba-buying')).toEqual(['SAP_COM_0545', 'SAP_COM_0A00']);
    expect(communicationScenarios(null)).toEqual([]);
  });
});
