import { consumeHints, EventStore, type Hint } from '@system-landscape/event-store';
import { StepDriver } from '@system-landscape/saga';
import { contextOf, runInContext } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RegistrationSettings } from '../settings.js';
import { TakeBackFailed } from '../take-back-failed/take-back-failed.js';

const GROUP = 'registration';

/** Takes hints from the log: a step was requested, a registration failed. Instances share them. */
@Injectable()
export class StepWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(StepWorker.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(EventStore) private readonly eventStore: EventStore,
    @Inject(StepDriver) private readonly driver: StepDriver,
    @Inject(TakeBackFailed) private readonly takeBack: TakeBackFailed,
    @Inject(RegistrationSettings) private readonly settings: RegistrationSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.running = consumeHints(this.eventStore.client, {
      group: GROUP,
      eventTypes: ['RegistrationStepRequested', 'RegistrationFailed'],
      concurrency: this.settings.stepConcurrency,
      signal: this.stopping.signal,
      handle: (hint) => runInContext(contextFrom(hint), () => this.handle(hint)),
      onTrouble: (message, err) => this.logger.warn({ err }, message),
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private handle(hint: Hint): Promise<void> {
    return hint.type === 'RegistrationFailed' ? this.takeBack.handle(hint) : this.driver.performRequested(hint);
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
