import {
  PROJECTION_COMMITTED,
  RPC,
  toPublicEvent,
  type ListEventsReply,
  type PublicEvent,
} from '@system-landscape/contracts';
import type { GatewayHarness } from './gateway-harness.js';

/** So that a reply fits into a NATS message, whatever the events hold. */
const LARGEST_PAGE = 50;

const BEHIND = { code: 'READ_MODEL_BEHIND', status: 503, detail: 'Behind', retryAfter: 1 } as const;

/** The read model's history as the gateway sees it: queries and commit messages over NATS. */
export class ScriptedLog {
  /** Positions rise over all tests of the process. */
  private static last = 0;
  private readonly events: PublicEvent[] = [];
  private position = ScriptedLog.last;
  readonly begin = ScriptedLog.last;
  asked = 0;

  constructor(private readonly harness: GatewayHarness) {
    harness.services.answer(RPC.projection.listEvents, ({ data }) => {
      this.asked += 1;
      const isBehind = BigInt((data['minPosition'] as string | undefined) ?? '0') > BigInt(this.position);
      return isBehind ? { error: BEHIND } : this.answer(data);
    });
  }

  /** Appends events, each in a commit of its own; positions have gaps, as in a real log. */
  append(count: number, { globalAccountId = 'ga-demo', publish = true, name = 'Production' } = {}): void {
    for (let index = 0; index < count; index += 1) {
      const previousPosition = String(this.position);
      this.position += 3;
      ScriptedLog.last = this.position;
      const position = String(this.position);
      this.events.push(eventAt(position, globalAccountId, name));
      if (publish) {
        this.harness.connection.publish(
          PROJECTION_COMMITTED,
          JSON.stringify({ readModel: '1', previousPosition, position, ids: [], globalAccountIds: [] }),
        );
      }
    }
  }

  positionsOf(globalAccountId: string, after = 0): number[] {
    const mine = this.events.filter(({ data }) => data.globalAccountId === globalAccountId);
    return mine.map(({ position }) => Number(position)).filter((position) => position > after);
  }

  get end(): number {
    return this.position;
  }

  private answer({ globalAccountId, after, limit }: Record<string, unknown>): ListEventsReply {
    const found = this.events
      .filter(({ position }) => Number(position) > Number(after))
      .filter(({ data }) => globalAccountId === undefined || data.globalAccountId === globalAccountId)
      .slice(0, Math.min(Number(limit), LARGEST_PAGE));
    const more = found.length === Math.min(Number(limit), LARGEST_PAGE);
    const position = String(this.position);
    const completeTo = more ? found.at(-1)!.position : String(Math.max(this.position, Number(after)));
    return { items: found, completeTo, more, position };
  }
}

function eventAt(position: string, globalAccountId: string, name: string): PublicEvent {
  const systemId = '6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c11-1';
  return toPublicEvent(
    {
      type: 'SystemAdded',
      data: { systemId, globalAccountId, name, type: 's4hana-cloud', communicationScenarioGroup: 'all', life: 1 },
      metadata: {
        globalAccountId,
        systemId,
        occurredAt: '2026-01-05T08:00:00.000Z',
        $correlationId: 'c',
        $causationId: 'c',
        actor: { subject: 'ga-admin', roles: [] },
        idempotencyKey: 'k',
        schemaVersion: 1,
      },
    },
    { eventId: `event-${position}`, position },
  )!;
}
