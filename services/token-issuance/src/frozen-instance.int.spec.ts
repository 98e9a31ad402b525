import { RPC } from '@system-landscape/contracts';
import { nameIdOf } from '@system-landscape/domain';
import { freezeProcess, type RunningService } from '@system-landscape/test-support';
import { ACCOUNT, TokenIssuanceHarness } from './testing/token-issuance-harness.js';

const name = 'Sent to a frozen instance';

let harness: TokenIssuanceHarness;
let service: RunningService;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  service = await harness.startOwnProcess();
});
afterAll(() => harness.stop());

it('a command that waited in a frozen process is not carried out when it wakes', async () => {
  await freezeProcess(service.pid);
  const waited = harness.ask(
    RPC.tokenIssuance.registerSystem,
    { globalAccountId: ACCOUNT, name, type: 's4hana-cloud' },
    { timeoutMs: 200 },
  );
  await expect(waited).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  process.kill(service.pid, 'SIGCONT');

  // Requests are taken in their order: what waited was handled before this one.
  await harness.register();
  expect((await harness.store.loadSystem(nameIdOf(ACCOUNT, name))).status).toBe('NONE');
});
