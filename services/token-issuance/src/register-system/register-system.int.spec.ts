import { RPC, type RequestActor } from '@system-landscape/contracts';
import { nameIdOf, SYSTEM_TYPES } from '@system-landscape/domain';
import { randomUUID } from 'node:crypto';
import { ACCOUNT, ADMIN, HOUR, MINUTE, T0, TokenIssuanceHarness } from '../testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  // Two instances: a command must not depend on the memory of one process.
  await harness.startInstance();
  await harness.startInstance();
});
afterAll(() => harness.stop());

const refused = (code: string) => ({ code });
const typesOf = async (systemId: string) => (await harness.eventsOf(systemId)).map(({ type }) => type);

describe('register-system', () => {
  it('R1, M-10, M-17: adds a Pending system and its token at once', async () => {
    const name = `My S/4HANA ${randomUUID()}`;
    const { system, integrationToken, position, version, stream } = await harness.register({ name });

    expect(system).toMatchObject({
      id: `${nameIdOf(ACCOUNT, name)}-1`,
      globalAccountId: ACCOUNT,
      name,
      type: 's4hana-cloud',
      status: 'PENDING',
      createdBy: 'ga-admin',
      createdAt: T0.toISOString(),
      version: 2,
      position,
      token: { tokenId: integrationToken.tokenId, state: 'LIVE' },
    });
    expect(integrationToken.replaced).toBe(false);
    expect({ version, stream }).toEqual({ version: 2, stream: `system-${nameIdOf(ACCOUNT, name)}` });
    expect(BigInt(position!)).toBeGreaterThan(0n);
    expect(await typesOf(system.id)).toEqual(['SystemAdded', 'IntegrationTokenIssued']);
  });

  it('M-04: signs the system, its account, type and scenario group into the token', async () => {
    const { system, integrationToken } = await harness.register({ communicationScenarioGroup: 'eventing' });

    expect(await harness.claimsOf(integrationToken)).toEqual({
      tokenId: integrationToken.tokenId,
      systemId: system.id,
      globalAccountId: ACCOUNT,
      systemType: 's4hana-cloud',
      communicationScenarioGroup: 'eventing',
      issuedAt: integrationToken.issuedAt,
      expiresAt: integrationToken.expiresAt,
    });
  });

  it.each(SYSTEM_TYPES.map(({ id, tokenValidityMs }) => [id, tokenValidityMs] as const))(
    'M-13, N-02, N-07: a token of %s is valid as long as the catalogue says',
    async (type, validityMs) => {
      const { integrationToken } = await harness.register({ type });
      expect(Date.parse(integrationToken.expiresAt) - Date.parse(integrationToken.issuedAt)).toBe(validityMs);
    },
  );

  it('M-13: a token is valid for 168 hours, one of Customer Experience for ten minutes', async () => {
    const validity = async (type: string) => {
      const { issuedAt, expiresAt } = (await harness.register({ type })).integrationToken;
      return Date.parse(expiresAt) - Date.parse(issuedAt);
    };
    expect(await validity('s4hana-cloud')).toBe(168 * HOUR);
    expect(await validity('commerce-cloud')).toBe(10 * MINUTE);
  });

  it('stores actor, account, system and time with each event', async () => {
    const { system } = await harness.register();
    const [added, issued] = await harness.eventsOf(system.id);

    expect(added!.metadata).toMatchObject({
      globalAccountId: ACCOUNT,
      systemId: system.id,
      occurredAt: T0.toISOString(),
      actor: { subject: 'ga-admin', roles: ['global-account-admin'] },
      schemaVersion: 1,
    });
    expect(issued!.metadata).toEqual(added!.metadata);
  });

  it('stores no token: neither its text nor its signature is anywhere in the log', async () => {
    const { integrationToken } = await harness.register();
    const log = await harness.wholeLog();

    expect(log).toContain(integrationToken.tokenId);
    expect(log).not.toContain('slt_');
    for (const part of integrationToken.value.slice('slt_'.length).split('.')) expect(log).not.toContain(part);
  });
});

describe('names', () => {
  it.each(['', ' blank in front', 'blank behind ', 'x'.repeat(129), 'Größe', 'tab\there'])(
    'M-09: refuses the name %p',
    async (name) => {
      await expect(harness.register({ name })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        body: { status: 400, errors: [expect.objectContaining({ field: 'name', code: 'NAME_INVALID' })] },
      });
    },
  );

  it('M-20: refuses a name that a system of any type has in the account, but not in another account', async () => {
    const name = `Shared ${randomUUID()}`;
    const otherAdmin: RequestActor = { ...ADMIN, subject: 'other-ga-admin', globalAccountId: 'ga-other' };
    await harness.register({ name });

    await expect(harness.register({ name, type: 'successfactors' })).rejects.toMatchObject(refused('NAME_IN_USE'));
    const elsewhere = await harness.register({ name, globalAccountId: 'ga-other' }, { actor: otherAdmin });
    expect(elsewhere.system.globalAccountId).toBe('ga-other');
  });

  it('M-20: accepts one of 20 concurrent registrations of a name over two instances', async () => {
    const name = `Contested ${randomUUID()}`;
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => harness.register({ name })));

    const won = attempts.filter((attempt) => attempt.status === 'fulfilled');
    const lost = attempts.filter((attempt) => attempt.status === 'rejected');
    expect(won).toHaveLength(1);
    expect(lost.map(({ reason }) => (reason as { code: string }).code)).toEqual(Array(19).fill('NAME_IN_USE'));
    expect(await typesOf(won[0]!.value.system.id)).toEqual(['SystemAdded', 'IntegrationTokenIssued']);
  });

  it('M-20: a name whose system has ended begins a new life with a new id', async () => {
    const name = `Again ${randomUUID()}`;
    const first = await harness.register({ name });
    await harness.cancel(first.system.id);

    const second = await harness.register({ name, type: 'successfactors' });
    expect(second.system.id).toBe(first.system.id.replace(/-1$/, '-2'));
    expect(second.system).toMatchObject({ type: 'successfactors', status: 'PENDING' });
  });
});

describe('types and scenario groups', () => {
  it('N-02: an unknown type is refused', async () => {
    await expect(harness.register({ type: 'r3' })).rejects.toMatchObject({
      body: { code: 'VALIDATION_FAILED', errors: [expect.objectContaining({ field: 'type', code: 'TYPE_UNKNOWN' })] },
    });
  });

  it('X-02: the group defaults to All, and to null for a type without groups', async () => {
    const groupOf = async (type: string) => (await harness.register({ type })).system.communicationScenarioGroup;
    expect(await groupOf('s4hana-cloud')).toBe('all');
    expect(await groupOf('successfactors')).toBeNull();
  });

  it.each([
    ['s4hana-cloud', 'no-group'],
    ['successfactors', 'all'],
    ['integrated-business-planning', 'master-data-governance'],
  ])('X-02: %s takes no group %s', async (type, communicationScenarioGroup) => {
    await expect(harness.register({ type, communicationScenarioGroup })).rejects.toMatchObject({
      body: { errors: [expect.objectContaining({ code: 'SCENARIO_GROUP_INVALID' })] },
    });
  });

  it('leaves out a member that a gateway of the next release may send', async () => {
    const { system } = await harness.register({ tokenId: 'mine' });
    expect(system.status).toBe('PENDING');
    expect(JSON.stringify(system)).not.toContain('mine');
  });
});

describe('access to register-system', () => {
  const as = (more: Partial<RequestActor>) => harness.register({}, { actor: { ...ADMIN, ...more } });

  it('N-01, M-02: a system landscape administrator may, too', async () => {
    expect((await as({ roles: ['system-landscape-admin'] })).system.status).toBe('PENDING');
  });

  it.each(['system-landscape-viewer', 'tenant-admin', 'operator'])('N-01: a %s may not', async (role) => {
    await expect(as({ roles: [role] })).rejects.toMatchObject(refused('FORBIDDEN'));
  });

  it('M-02: answers NOT_FOUND to an administrator of another account, but FORBIDDEN to a wrong role there', async () => {
    await expect(as({ globalAccountId: 'ga-other' })).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(as({ globalAccountId: undefined })).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(as({ globalAccountId: 'ga-other', roles: ['tenant-admin'] })).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
  });

  it('answers UNAUTHENTICATED to a request without an actor', async () => {
    const anonymous = await harness.plainRequest(RPC.tokenIssuance.registerSystem, {
      globalAccountId: ACCOUNT,
      name: 'Anonymous',
      type: 's4hana-cloud',
    });
    expect(anonymous).toMatchObject({ error: { code: 'UNAUTHENTICATED', status: 401 } });
  });
});

describe('a repeated idempotency key of register-system', () => {
  it('returns the same reply with the same token', async () => {
    const name = `Repeated ${randomUUID()}`;
    const first = await harness.register({ name }, { key: 'k-1' });
    harness.clock.advance(MINUTE);
    const again = await harness.register({ name }, { key: 'k-1' });
    harness.clock.set(T0);

    expect(again.integrationToken).toEqual(first.integrationToken);
    // Events read from the stream have no position, so the reply has none.
    expect(again).toEqual({ ...first, position: null, system: { ...first.system, position: null } });
  });

  it('returns the same reply after later commands', async () => {
    const name = `Moved on ${randomUUID()}`;
    const first = await harness.register({ name }, { key: 'k-2' });
    await harness.issue(first.system.id);
    await harness.cancel(first.system.id);

    const again = await harness.register({ name }, { key: 'k-2' });
    expect(again.system).toEqual({ ...first.system, position: null });
    expect(again.integrationToken).toEqual(first.integrationToken);
  });

  it('appends once for 20 concurrent requests over two instances, which get the same reply', async () => {
    const name = `At once ${randomUUID()}`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => harness.register({ name }, { key: 'k-3' })));

    expect(new Set(answers.map(({ integrationToken }) => integrationToken.value)).size).toBe(1);
    expect(new Set(answers.map(({ system }) => JSON.stringify({ ...system, position: '' }))).size).toBe(1);
    expect(await typesOf(answers[0]!.system.id)).toEqual(['SystemAdded', 'IntegrationTokenIssued']);
  });

  it('is another command when another caller sends it', async () => {
    const name = `Others ${randomUUID()}`;
    await harness.register({ name }, { key: 'k-4' });
    const other = harness.register({ name }, { key: 'k-4', actor: { ...ADMIN, subject: 'other-admin' } });
    await expect(other).rejects.toMatchObject(refused('NAME_IN_USE'));
  });
});
