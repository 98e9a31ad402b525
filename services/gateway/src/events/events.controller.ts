import { LOG_POSITION } from '@system-landscape/contracts';
import { RpcError } from '@system-landscape/messaging';
import { CLOCK, currentContext, isTrusted, type Clock } from '@system-landscape/service-kit';
import { applyDecorators, Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { decodeJwt } from 'jose';
import type { ServerResponse } from 'node:http';
import { finished, Readable } from 'node:stream';
import { AccessTokens } from '../authentication/access-tokens.js';
import { ACCOUNT_READERS, Allow } from '../authentication/allow.decorator.js';
import { headerOf, type GatewayReply, type GatewayRequest } from '../http/http.js';
import { CurrentRequest } from '../http/request.decorators.js';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';
import { EventTail } from './event-tail.js';
import { EventStream, type EventSubscription } from './event-stream.js';

/** Time that a subscriber has to read the closing message; milliseconds. */
const CLOSE_GRACE_MS = 5_000;
/** Longest time between two checks of a subscriber's access token; milliseconds. */
const RECHECK_MS = 30_000;

export class EventsQuery {
  @ApiPropertyOptional({ description: 'Events after this log position; `0` is everything. Without it: from now on' })
  @IsOptional()
  @Matches(LOG_POSITION, { message: 'from must be a position: 1 to 20 digits' })
  from?: string;
}

/** A reply whose connection can be watched and broken. */
interface StreamReply extends GatewayReply {
  readonly raw: ServerResponse;
}

const DESCRIPTION =
  '`event` is the name of the public event, `id` its log position, `data` the CloudEvent as JSON. The past comes first; ' +
  '`caught-up` marks its end. `too-slow`, `closing` and `signed-out` end the stream: reconnect with the last id. ' +
  'What the events look like: `/docs/events`.';

/** Documents a route of live events. */
const ApiEventStream = (operationId: string, summary: string) =>
  applyDecorators(
    ApiOperation({ operationId, summary, description: DESCRIPTION }),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'Resumes after this log position; takes precedence over `from`',
    }),
    ApiResponse({
      status: 200,
      description: 'The events, for as long as the caller reads',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
  );

@ApiTags('events')
@Controller('v1')
export class EventsController {
  private readonly recheckMs: number;

  constructor(
    private readonly stream: EventStream,
    private readonly tail: EventTail,
    private readonly tokens: AccessTokens,
    @Inject(CLOCK) private readonly clock: Clock,
    { oidcKeysMaxAgeMs }: GatewaySettings,
  ) {
    this.recheckMs = Math.min(RECHECK_MS, oidcKeysMaxAgeMs);
  }

  @Get('global-accounts/:ga/events')
  @Allow(...ACCOUNT_READERS)
  @ApiEventStream('followEvents', 'Follow the events of the account as Server-Sent Events')
  followAccount(
    @Param('ga') globalAccountId: string,
    @Query() query: EventsQuery,
    @CurrentRequest() request: GatewayRequest,
    @Res() reply: StreamReply,
  ): Promise<void> {
    return this.follow(globalAccountId, query, request, reply);
  }

  @Get('operations/events')
  @Allow('operator')
  @ApiEventStream('followAllEvents', 'Follow the events of all accounts as Server-Sent Events')
  followAll(
    @Query() query: EventsQuery,
    @CurrentRequest() request: GatewayRequest,
    @Res() reply: StreamReply,
  ): Promise<void> {
    return this.follow(undefined, query, request, reply);
  }

  private async follow(
    globalAccountId: string | undefined,
    { from }: EventsQuery,
    request: GatewayRequest,
    reply: StreamReply,
  ): Promise<void> {
    if (this.tail.isStopping) {
      throw problem('UNAVAILABLE', 'This server takes no more readers at the moment. Try again.', { retryAfter: 1 });
    }
    const lastSeen = headerOf(request, 'last-event-id');
    if (lastSeen !== undefined && !LOG_POSITION.test(lastSeen)) {
      throw problem('VALIDATION_FAILED', 'Last-Event-ID must be the id of an event that came before: 1 to 20 digits.');
    }
    const after = lastSeen ?? from;
    // Fastify routes HEAD requests here, and would consume a stream without sending it.
    const events =
      request.method === 'HEAD'
        ? await this.stream.check({ globalAccountId, after }).then(() => [])
        : await this.stream.open(this.subscriptionOf(globalAccountId, after, request, reply));
    // It lasts, and has a budget of its own.
    currentContext()?.giveBackPlace?.();
    reply.header('content-type', 'text/event-stream; charset=utf-8');
    reply.header('cache-control', 'no-store');
    // Proxies that buffer would hold events back.
    reply.header('x-accel-buffering', 'no');
    // The generator is asked for more only when the socket has taken what came before.
    reply.send(Readable.from(events, { highWaterMark: 1 }));
  }

  private subscriptionOf(
    globalAccountId: string | undefined,
    after: string | undefined,
    request: GatewayRequest,
    reply: StreamReply,
  ): EventSubscription {
    const gone = new AbortController();
    let until = expiryOf(request);
    // A key that the provider withdraws ends the streams of its tokens, too.
    const recheck = setInterval(() => {
      this.tokens.actorOf(tokenOf(request), request.ip).catch((error: unknown) => {
        if (error instanceof RpcError && error.code === 'UNAUTHENTICATED') until = 0;
      });
    }, this.recheckMs).unref();
    finished(reply.raw, () => {
      clearInterval(recheck);
      gone.abort();
    });
    return {
      globalAccountId,
      caller: request.actor?.subject ?? '',
      after,
      get until() {
        return until;
      },
      // Without a time to trust the stream ends; the next connection is told why.
      now: () => (isTrusted(this.clock) ? this.clock.now().getTime() : Infinity),
      gone: gone.signal,
      abandon: () => void setTimeout(() => reply.raw.destroy(), CLOSE_GRACE_MS).unref(),
    };
  }
}

/** Expiry of the access token, which the guard has verified; milliseconds since the epoch. */
function expiryOf(request: GatewayRequest): number {
  return (decodeJwt(tokenOf(request)).exp ?? 0) * 1_000;
}

const tokenOf = (request: GatewayRequest) => headerOf(request, 'authorization')?.split(' ')[1] ?? '';
