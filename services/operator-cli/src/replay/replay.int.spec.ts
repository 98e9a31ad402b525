import { toPublicEvent } from '@system-landscape/contracts';
import { failed, recorded, registered } from '@system-landscape/domain/testing';
import { eventually, startNats, type Server } from '@system-landscape/test-support';
import { connect, type Msg, type NatsConnection } from 'nats';
import type { EventLine } from '../events/event-line.js';
import { CliHarness } from '../testing/cli-harness.js';

let harness: CliHarness;
let nats: Server;
let listener: NatsConnection;
let received: Msg[];

beforeAll(async () => {
  [harness, nats] = await Promise.all([CliHarness.start(), startNats()]);
  listener = await connect({ servers: nats.url });
  await harness.append('broken', failed());
  await harness.append('working', registered(), 'ga-other');
});
beforeEach(() => {
  received = [];
});
afterAll(async () => {
  await listener.close();
  await Promise.all([harness.stop(), nats.stop()]);
});

const replay = (...args: string[]) => harness.run(['replay', ...args, '--json'], { NATS_URL: nats.url });

async function listenTo(subject: string): Promise<() => void> {
  const subscription = listener.subscribe(subject, { callback: (_, message) => received.push(message) });
  await listener.flush();
  return () => subscription.unsubscribe();
}

const publicTypes = (events: ReturnType<typeof registered>) =>
  events.flatMap((event) => toPublicEvent(recorded(event), { eventId: 'e', position: '1' })?.type ?? []);
const types = () => received.map(({ headers }) => headers!.get('ce-type'));

describe('landscape replay', () => {
  it('publishes the public events again, with their ids and in their order', async () => {
    const leave = await listenTo('replay.audit');
    const wanted = [...publicTypes(failed()), ...publicTypes(registered())];
    const { code, stdout } = await replay('--subject', 'replay.audit', '--rate', '1000');
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ published: wanted.length })]);
    await eventually(() => received.length === wanted.length);
    expect(types()).toEqual(wanted);
    const logged = await harness.lines<EventLine>('events', 'read');
    for (const { headers } of received) {
      const event = logged.find(({ id }) => id === headers!.get('ce-id'));
      expect(event?.position).toBe(headers!.get('ce-position'));
    }
    leave();
  });

  it('continues after a position, and selects', async () => {
    const leave = await listenTo('replay.one');
    const logged = await harness.lines<EventLine>('events', 'read', '--account', 'ga-other');
    await replay('--subject', 'replay.one', '--account', 'ga-other', '--from', logged[0]!.position);
    await eventually(() => received.length === publicTypes(registered()).length - 1);
    expect(types()).toEqual(publicTypes(registered()).slice(1));
    leave();
  });

  it.each([
    'landscape.ga-demo.system.x.SystemAdded',
    'rpc.system-types.list.v1',
    '_INBOX.x',
    'a.*',
    'a..b',
    '>',
    'a b',
  ])('refuses the subject %s', async (subject) => {
    const leave = await listenTo('>');
    expect((await replay('--subject', subject)).code).toBe(2);
    expect(received).toEqual([]);
    leave();
  });

  it('says what is missing', async () => {
    const { code, stderr } = await harness.run(['replay', '--subject', 'replay.x'], { NATS_URL: 'nats://127.0.0.1:1' });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/NATS does not answer/)]);
    expect((await harness.run(['replay', '--subject', 'replay.x'])).stderr).toMatch(/npm start|NATS_URL/);
  });
});
