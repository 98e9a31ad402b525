import { consumeHints, type EventStore, type Hint } from '@system-landscape/event-store';
import type { SystemEventType } from '@system-landscape/domain';
import { contextOf, runInContext } from '@system-landscape/service-kit';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** What to do about a hint, by the type of the event that it is about. */
export type HintHandlers = Partial<Record<SystemEventType, (hint: Hint) => Promise<void>>>;

export interface HintWorkerOptions {
  readonly eventStore: EventStore;
  /** The persistent subscription that instances of one service share: its name. */
  readonly group: string;
  /** Hints that this process deals with at the same time. */
  readonly concurrency: number;
  readonly handlers: HintHandlers;
}

/** Takes hints from the log as long as the application runs, each in the context of the event that it is about. */
export class HintWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(HintWorker.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: HintWorkerOptions) {}

  onApplicationBootstrap(): void {
    // Nest calls it for HTTP and again for the microservice.
    const { eventStore, group, concurrency, handlers } = this.options;
    this.running ??= consumeHints(eventStore.client, {
      group,
      eventTypes: Object.keys(handlers) as SystemEventType[],
      concurrency,
      signal: this.stopping.signal,
      handle: (hint) => runInContext(contextFrom(hint), () => this.handle(hint)),
      onError: (message, err) => this.logger.warn({ err }, message),
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async handle(hint: Hint): Promise<void> {
    await this.options.handlers[hint.type as SystemEventType]?.(hint);
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
