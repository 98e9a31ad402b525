import { defineRpc, EmptyRequest, replyOf, type RequestActor } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import { RpcClient } from './rpc-client.js';
import { startService, type CalledService } from './testing/start-service.js';

const RPC = defineRpc('rpc.wait.v1', EmptyRequest, replyOf<object>());

let service: CalledService;
let atWork: (() => void)[] = [];

beforeAll(async () => {
  const work = async () => {
    await new Promise<void>((resolve) => atWork.push(resolve));
    return {};
  };
  service = await startService(RPC.subject, work, { maxInFlight: 4 });
});
afterAll(() => service.stop());

const account = (globalAccountId: string): RequestActor => ({ subject: 'admin', roles: [], globalAccountId });
const ask = (actor?: RequestActor) => new RpcClient(service.caller).request(RPC, {}, actor ? { actor } : {});

it('requests at work are bounded in all and for each account, and the platform has places of its own', async () => {
  const asked = [ask(account('a')), ask(account('a'))];
  await eventually(() => atWork.length === 2);
  await expect(ask(account('a'))).rejects.toMatchObject({ code: 'RATE_LIMITED', body: { retryAfter: 1 } });

  asked.push(ask(account('b')), ask(account('c')));
  await eventually(() => atWork.length === 4);
  await expect(ask(account('d'))).rejects.toMatchObject({ code: 'UNAVAILABLE', body: { retryAfter: 1 } });

  // Without a caller: the platform's own. Four places have one more beside them.
  asked.push(ask());
  await eventually(() => atWork.length === 5);
  await expect(ask()).rejects.toMatchObject({ code: 'UNAVAILABLE' });

  for (const end of atWork) end();
  await Promise.all(asked);
  atWork = [];
  const again = ask(account('a'));
  await eventually(() => atWork.length === 1);
  atWork[0]!();
  await again;
});
