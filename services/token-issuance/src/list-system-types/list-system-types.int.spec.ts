import { RPC, type SystemTypesReply } from '@system-landscape/contracts';
import { TokenIssuanceHarness } from '../testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
});
afterAll(() => harness.stop());

const list = async () => (await harness.plainRequest(RPC.systemTypes.list, {})) as SystemTypesReply;

describe('list-system-types', () => {
  it('N-02, N-07, X-02: returns the catalogue to any NATS client, also without headers', async () => {
    const instance = await harness.startInstance();
    const { types, scenarioGroups } = await list();
    await harness.stopInstance(instance);

    expect(
      types.map(({ id, tokenValidity, tokenReissuedOnDisplay }) => [id, tokenValidity, tokenReissuedOnDisplay]),
    ).toEqual([
      ['s4hana-cloud', 'P7D', false],
      ['marketing-cloud', 'P7D', false],
      ['successfactors', 'P7D', false],
      ['integrated-business-planning', 'P7D', false],
      ['commerce-cloud', 'PT10M', true],
      ['cloud-for-customer', 'PT10M', true],
      ['field-service-management', 'PT10M', true],
    ]);
    expect(types[0]).toMatchObject({ label: 'SAP S/4HANA Cloud', formationWhilePending: false });
    expect(types[0]!.scenarioGroups).toEqual(scenarioGroups.map(({ id }) => id));
    expect(scenarioGroups).toContainEqual({
      id: 'eventing',
      label: 'Eventing Between SAP Cloud Systems',
      scenarios: ['SAP_COM_0892'],
    });
  });

  it('M-06: returns the encryption notice of both dialogs', async () => {
    const instance = await harness.startInstance();
    const { notices } = await list();
    await harness.stopInstance(instance);

    expect(notices.map(({ id }) => id)).toEqual(['register-system', 'create-formation']);
    for (const { text } of notices) expect(text).toMatch(/encrypted at rest, but not with a key that you manage/);
  });

  it('returns the validity that TOKEN_VALIDITY sets, which new tokens have, too', async () => {
    const instance = await harness.startInstance({ TOKEN_VALIDITY: 'PT2S' });
    const { types } = await list();
    const { issuedAt, expiresAt } = (await harness.register()).integrationToken;
    await harness.stopInstance(instance);

    expect(new Set(types.map(({ tokenValidity }) => tokenValidity))).toEqual(new Set(['PT2S']));
    expect(Date.parse(expiresAt) - Date.parse(issuedAt)).toBe(2_000);
  });
});
