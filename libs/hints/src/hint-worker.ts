import type { SystemEventType } from '@system-landscape/domain';
import type { EventStore } from '@system-landscape/event-store';
import { contextOf, inSpan, isTrusted, runInContext, type Clock } from '@system-landscape/service-kit';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { consumeHints, type Hint } from './consume-hints.js';
import type { HintSubscriptions } from './hint-subscriptions.js';
import { hintSeconds } from './hints.metrics.js';

/** Handler of a hint, by event type. */
export type HintHandlers = Partial<Record<SystemEventType, (hint: Hint) => Promise<void>>>;

export interface HintWorkerOptions {
  readonly eventStore: EventStore;
  /** Name of the service. */
  readonly service: string;
  /** Hints of one persistent subscription that this process handles at the same time. */
  readonly concurrency: number;
  readonly handlers: HintHandlers;
  /** Told whether hints come, for health. */
  readonly subscriptions: HintSubscriptions;
  /** While it tells no time, this process consumes no hints; others do. */
  readonly clock: Clock;
}

/** Consumes hints while the application runs, each in the request context of its event. */
export class HintWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(HintWorker.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: HintWorkerOptions) {}

  onApplicationBootstrap(): void {
    // Nest calls this hook twice: for the HTTP application and for the microservice.
    const { eventStore, service, concurrency, handlers, subscriptions, clock } = this.options;
    this.running ??= consumeHints(eventStore.client, {
      service,
      eventTypes: Object.keys(handlers) as SystemEventType[],
      concurrency,
      subscriptions,
      signal: this.stopping.signal,
      mayHandle: () => isTrusted(clock),
      handle: (hint) => runInContext(contextFrom(hint), () => this.trace(hint)),
      onError: (message, err) => this.logger.warn({ err }, message),
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** A span that continues the trace of the event. */
  private trace(hint: Hint): Promise<void> {
    const { type, streamId, retryCount } = hint;
    return inSpan(
      () => ({
        name: `process ${type}`,
        kind: 'consumer',
        attributes: {
          'messaging.system': 'eventstoredb',
          'messaging.operation.type': 'process',
          'messaging.destination.name': type,
          'messaging.consumer.group.name': this.options.service,
          'landscape.stream': streamId,
          'landscape.retries': retryCount,
        },
      }),
      () => this.handle(hint),
    );
  }

  private async handle(hint: Hint): Promise<void> {
    const stopTimer = hintSeconds.startTimer({ type: hint.type });
    try {
      await this.options.handlers[hint.type as SystemEventType]?.(hint);
      stopTimer({ outcome: 'ok' });
    } catch (error) {
      stopTimer({ outcome: 'failed' });
      throw error;
    }
  }
}

function contextFrom({ metadata, eventId }: Hint) {
  const { $correlationId: correlationId, traceparent } = metadata;
  return contextOf({
    causationId: eventId,
    ...(typeof correlationId === 'string' ? { correlationId } : {}),
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
  });
}
