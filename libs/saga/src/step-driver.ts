import {
  currentSystem,
  dueAction,
  parseSystemId,
  Refusal,
  type Actor,
  type Attempt,
  type Step,
  type StepOutcome,
  type StepProgress,
  type System,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import type { CommandContext, EventStore, LoadedStream } from '@system-landscape/event-store';
import type { Hint } from '@system-landscape/hints';
import type { StepCall, TenantAnswer, TenantConnector } from '@system-landscape/tenant-connector';
import { currentContext, inSpan } from '@system-landscape/service-kit';
import { randomUUID } from 'node:crypto';
import { outcomeOf, type Pace } from './outcome.js';
import { countStep, measureEnd } from './saga.metrics.js';
import type { Saga } from './saga.js';

export interface StepDriverOptions {
  readonly saga: Saga;
  readonly eventStore: EventStore;
  readonly connector: TenantConnector;
  readonly clock: { now(): Date };
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  readonly pace: Pace;
  /** Milliseconds until a requested step is called again, in case its hint was lost. Longer than a call may take. */
  readonly watchdogMs: number;
  /** Where tenants call back: the gateway's public URL. */
  readonly publicUrl: string;
}

/** A tenant's report of how an accepted step has ended. */
export interface Callback {
  readonly tenantId: string;
  readonly systemId: string;
  readonly attempt: number;
  readonly step: Step;
  readonly state: string;
  readonly fencingNumber: number;
  readonly reason?: string;
  readonly correlationId: string;
  readonly actor: Actor;
}

/** Correlation of a call with the request or event that caused it. */
interface Trace {
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
}

/**
 * Drives the steps of one saga. The intent to call a tenant is appended before the call, the outcome after it. Hints,
 * due attempts and callbacks are only triggers: every decision is made on the state of the stream.
 */
export class StepDriver {
  readonly saga: Saga['name'];

  constructor(private readonly options: StepDriverOptions) {
    this.saga = options.saga.name;
  }

  /** Makes the call of a requested step and records the outcome: one call per hint, none for a stale hint. */
  async performRequested(hint: Hint): Promise<void> {
    const { systemId, attempt, step, try: number } = hint.data as unknown as StepRequest;
    // A redelivered hint reads the stream: the cached copy may lack what was recorded after the first delivery.
    const running = await this.load(systemId, hint.retryCount === 0 ? hint.eventId : undefined);
    if (!running || running.attempt.attempt !== attempt) return;
    const { progress } = running;
    if (progress.step !== step || progress.try !== number || progress.state !== 'REQUESTED') return;

    const { publicUrl } = this.options;
    const trace = traceOf(hint);
    if (Date.parse(running.attempt.deadlineAt) <= this.options.clock.now().getTime()) {
      await this.continueDue(running, trace);
      return;
    }
    const call = this.stepCall(running, trace);
    const answer = await this.options.saga.call(
      this.options.connector,
      { ...call, extensionId: running.attempt.extensionId, callbackUrl: callbackUrlOf(publicUrl, call) },
      running.system,
    );
    await this.recordAnswer(running, answer, trace, 'called');
  }

  /** Continues an attempt that is due: polls the tenant, calls again, or gives up at the deadline. */
  async resumeDue(systemId: string): Promise<void> {
    const running = await this.load(systemId);
    if (!running || dueAction(running.attempt, this.options.clock.now()) === 'nothing') return;
    await this.inTraceOf(running, 'resume', () => this.resume(running));
  }

  private async resume(running: Running): Promise<void> {
    // The sweep keeps the attempt's correlation id, so that one id finds the whole attempt.
    const trace = {
      correlationId: running.attempt.correlationId,
      causationId: randomUUID(),
      ...traceparentOr(lastTraceparentOf(running)),
    };
    switch (dueAction(running.attempt, this.options.clock.now())) {
      case 'nothing':
        return;
      case 'poll': {
        const call = { ...this.stepCall(running, trace), location: running.progress.location! };
        const answer = await this.options.connector.pollStep(call);
        await this.recordAnswer(running, answer, trace, 'polled');
        return;
      }
      default:
        await this.continueDue(running, trace);
    }
  }

  /**
   * Records the callback of a tenant; a repeated one is accepted as well.
   * @returns the refusal of a late or foreign callback, for the audit log
   */
  async report(callback: Callback): Promise<'taken' | 'not-of-this-saga' | Refusal> {
    const { systemId, attempt, step } = callback;
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) return 'not-of-this-saga';
    const loaded = await this.options.eventStore.loadSystemStream(nameId);
    const system = currentSystem(loaded.state, systemId);
    const running = system && this.options.saga.attemptOf(system);
    if (!running || running.attempt !== attempt) return 'not-of-this-saga';
    if (running.tenantId !== callback.tenantId) return unknownStep();
    if (running.completed.includes(step)) return 'taken';
    if (running.progress?.step !== step) return unknownStep();
    if (callback.fencingNumber !== attempt) {
      return new Refusal('VALIDATION_FAILED', 'The fencing number is not the one of this attempt.');
    }
    const found = { system, attempt: running, progress: running.progress, loaded };
    await this.inTraceOf(found, 'called back', async () => {
      const { correlationId } = callback;
      const trace = { correlationId, causationId: correlationId, ...traceparentOr(lastTraceparentOf(found)) };
      await this.record(found, outcomeOfCallback(callback), trace, 'called-back', callback.actor, false);
    });
    return 'taken';
  }

  /** Goes on with a saga as a span of its trace, with a link to what has made it go on. */
  private inTraceOf(running: Running, what: string, work: () => Promise<void>): Promise<void> {
    const { system, attempt, progress } = running;
    return inSpan(
      () => ({
        name: `${what} ${this.saga}`,
        kind: 'internal',
        parent: lastTraceparentOf(running),
        links: [currentContext()?.traceparent],
        attributes: {
          'landscape.system': system.systemId,
          'landscape.step': progress.step,
          'landscape.attempt': attempt.attempt,
        },
      }),
      work,
    );
  }

  private async recordAnswer(
    running: Running,
    answer: TenantAnswer,
    trace: Trace,
    source: 'called' | 'polled',
  ): Promise<void> {
    const { pace, clock, random } = this.options;
    const outcome = outcomeOf(answer, running.progress, pace, clock.now(), random);
    await this.record(running, outcome, trace, source, this.platform(), true);
  }

  private async record(
    { system, attempt, progress, loaded }: Running,
    outcome: StepOutcome,
    trace: Trace,
    source: 'called' | 'polled' | 'called-back',
    actor: Actor,
    isOfThisTry: boolean,
  ): Promise<void> {
    const { saga, eventStore, clock, watchdogMs } = this.options;
    const now = clock.now();
    const report = {
      systemId: system.systemId,
      attempt: attempt.attempt,
      step: progress.step,
      ...(isOfThisTry ? { try: progress.try, expectedNextActionAt: progress.nextActionAt } : {}),
      outcome,
      now,
      watchdogMs,
    };
    // The kind of outcome is part of the key: instances that poll at the same time may get different answers.
    const key = [
      system.systemId,
      attempt.attempt,
      progress.step,
      source,
      progress.try,
      progress.nextActionAt,
      outcome.kind,
    ].join('/');
    const context = this.context('record-step', key, trace, actor, now);
    const result = await eventStore.onSystem(nameIdOf(system), context, (state) => saga.record(report, state), loaded);
    if (result.position === null) return;
    countStep({ saga: saga.name, step: progress.step, tenantId: attempt.tenantId, outcome: outcome.kind });
    measureEnd(saga.name, system, attempt, result.own);
  }

  private async continueDue({ system, attempt, progress, loaded }: Running, trace: Trace): Promise<void> {
    const { saga, eventStore, clock, watchdogMs } = this.options;
    const now = clock.now();
    const command = { systemId: system.systemId, now, watchdogMs };
    const key = [system.systemId, attempt.attempt, progress.step, 'due', progress.try, progress.nextActionAt].join('/');
    const context = this.context('continue-attempt', key, trace, this.platform(), now);
    const result = await eventStore.onSystem(
      nameIdOf(system),
      context,
      (state) => saga.continueDue(command, state),
      loaded,
    );
    if (result.position !== null) measureEnd(saga.name, system, attempt, result.own);
  }

  private async load(systemId: string, triggeredBy?: string): Promise<Running | undefined> {
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) return undefined;
    const loaded = await this.options.eventStore.loadSystemStream(nameId, triggeredBy);
    const system = currentSystem(loaded.state, systemId);
    const attempt = system && this.options.saga.attemptOf(system);
    return system && attempt?.progress && { system, attempt, progress: attempt.progress, loaded };
  }

  private stepCall({ system, attempt, progress }: Running, { correlationId, traceparent }: Trace) {
    return {
      tenantId: attempt.tenantId,
      systemId: system.systemId,
      attempt: attempt.attempt,
      step: progress.step,
      correlationId,
      ...(traceparent === undefined ? {} : { traceparent }),
    };
  }

  private context(operation: string, key: string, trace: Trace, actor: Actor, now: Date): CommandContext {
    return { operation, caller: this.options.saga.name, key, actor, now, ...trace };
  }

  private platform(): Actor {
    return { subject: this.options.saga.name, roles: ['platform'] };
  }
}

interface StepRequest {
  readonly systemId: string;
  readonly attempt: number;
  readonly step: Step;
  readonly try: number;
}

interface Running {
  readonly system: System;
  readonly attempt: Attempt;
  readonly progress: StepProgress;
  /** The stream that the decision is based on. */
  readonly loaded: LoadedStream<SystemState, SystemEvent>;
}

/** Trace of the hint's event, so that one correlation id finds a registration in all services. */
export function traceOf({ metadata, eventId }: Hint): Trace {
  const correlationId = metadata['$correlationId'];
  const traceparent = metadata['traceparent'];
  return {
    correlationId: typeof correlationId === 'string' ? correlationId : eventId,
    causationId: eventId,
    ...traceparentOr(typeof traceparent === 'string' ? traceparent : undefined),
  };
}

/** The trace context of the span of the current work; without one, that of the event before. */
function traceparentOr(ofEvent: string | undefined): { readonly traceparent?: string } {
  const traceparent = currentContext()?.span?.traceparent ?? ofEvent;
  return traceparent === undefined ? {} : { traceparent };
}

/** Trace context of the newest event of the saga's stream. */
function lastTraceparentOf({ loaded }: Running): string | undefined {
  return loaded.events.at(-1)?.event.metadata.traceparent;
}

/** URL at which a tenant reports how an accepted step has ended. */
export function callbackUrlOf(
  publicUrl: string,
  { tenantId, systemId, attempt, step }: Pick<StepCall, 'tenantId' | 'systemId' | 'attempt' | 'step'>,
): string {
  return `${publicUrl}/v1/tenants/${tenantId}/callbacks/${systemId}/${attempt}/${step}`;
}

function nameIdOf(system: System): string {
  return parseSystemId(system.systemId)!.nameId;
}

function outcomeOfCallback({ state, reason }: Callback): StepOutcome {
  if (state === 'COMPLETED') return { kind: 'completed' };
  if (state === 'FAILED') {
    return { kind: 'permanent', reason: { code: 'TENANT_FAILED', message: reason ?? 'The tenant gave no reason' } };
  }
  return {
    kind: 'permanent',
    reason: { code: 'UNKNOWN_ANSWER', message: 'The tenant reported a state that is not in the contract', raw: state },
  };
}

function unknownStep(): Refusal {
  return new Refusal('NOT_FOUND', 'No step of this attempt waits for a callback of this tenant.');
}
