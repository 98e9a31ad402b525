import { formationEntityTag, RPC, type FormationView } from '@system-landscape/contracts';
import { parseSystemId } from '@system-landscape/domain';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { systemResource } from '@system-landscape/event-store';
import { AssignmentHarness } from './testing/assignment-harness.js';

let harness: AssignmentHarness;

beforeAll(async () => {
  harness = await AssignmentHarness.start();
  await harness.startInstance();
});
afterAll(() => harness.stop());

const CHANGED = { code: 'PRECONDITION_FAILED' };
/** The formation as the read model shows it after a write. */
async function read(formationId: string, minPosition: string | null): Promise<FormationView> {
  const query = { globalAccountId: ACCOUNT, formationId, minPosition };
  return (await harness.ask(RPC.projection.getFormation, query)).formation;
}

describe('Preconditions (RFC 9110, 13)', () => {
  it('delete the formation that the caller has read, its members included, and no other', async () => {
    const created = await harness.create();
    const { id } = created.formation;
    const before = await read(id, created.position);
    const included = await harness.include(id, await harness.given(registered()));
    const after = await read(id, included.position);

    const remove = (formation: FormationView) =>
      harness.delete(id, { preconditions: { ifMatch: [formationEntityTag(formation)] } });
    await expect(remove(before)).rejects.toMatchObject(CHANGED);
    expect(await harness.formationStatus(id)).toBe('ACTIVE');
    await remove(after);
    expect(await harness.formationStatus(id)).not.toBe('ACTIVE');
    const missing = { preconditions: { ifMatch: ['"x"'] } };
    await expect(
      harness.delete(
        id.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
        missing,
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of a membership say whether it is there: it has no tag', async () => {
    const { id } = (await harness.create()).formation;
    const systemId = await harness.given(registered());
    const [there, notThere] = [{ preconditions: { ifMatch: '*' } }, { preconditions: { ifNoneMatch: '*' } }] as const;
    await expect(harness.include(id, systemId, there)).rejects.toMatchObject(CHANGED);
    await harness.include(id, systemId, notThere);
    await expect(harness.include(id, systemId, notThere)).rejects.toMatchObject(CHANGED);
    await expect(harness.exclude(id, systemId, notThere)).rejects.toMatchObject(CHANGED);
    await expect(harness.exclude(id, systemId, { preconditions: { ifMatch: ['"x"'] } })).rejects.toMatchObject(CHANGED);
    expect(await harness.formationsOf(systemId)).toEqual([id]);
    await harness.exclude(id, systemId, there);
    expect(await harness.formationsOf(systemId)).toEqual([]);
  });

  it('of an entitlement configuration match no tag, not that of its system either', async () => {
    const systemId = await harness.given(registered());
    const { id } = (await harness.configure(systemId)).entitlementConfiguration;
    const state = await harness.store.loadSystem(parseSystemId(systemId)!.nameId);
    if (state.status === 'NONE') throw new Error('There is no system');
    const { tag } = systemResource(state, harness.clock.now());
    await expect(harness.remove(id, { preconditions: { ifMatch: [tag] } })).rejects.toMatchObject(CHANGED);
    await harness.remove(id, { preconditions: { ifMatch: '*' } });
  });
});
