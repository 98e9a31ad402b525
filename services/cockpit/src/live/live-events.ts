import type { LandscapeEvent } from '@system-landscape/api-client';
import type { LandscapeApi } from '../api/landscape-api.js';
import { toProblem, type Problem } from '../api/problem.js';

/** `off`: the API refused the subscription, or there is none. */
export type ConnectionState = 'connecting' | 'live' | 'lost' | 'off';

/** Listeners are called at most this often, so that a burst of events causes few requests. */
const BATCH_MS = 250;

export type Listener = (events: readonly LandscapeEvent[]) => void;

/** The subscription to the account's events that all components share. The API client reconnects and resumes it. */
export class LiveEvents {
  private readonly listeners = new Set<Listener>();
  private readonly stateListeners = new Set<() => void>();
  private batch: LandscapeEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private state: ConnectionState = 'connecting';

  /** @param onFirstCaughtUp called once subscribed: earlier reads may lack events that happened before */
  constructor(
    private readonly events: LandscapeApi['events'],
    private readonly onFirstCaughtUp: () => void,
  ) {}

  readonly connectionState = (): ConnectionState => this.state;

  /** Calls the listener when the connection state changes. @returns unsubscribes */
  readonly subscribeToState = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  /** Calls the listener with batches of events, in order. @returns unsubscribes */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Receives events until the signal aborts. @returns the problem, when the API refuses the subscription */
  async run(signal: AbortSignal): Promise<Problem | undefined> {
    let isFirst = true;
    const onCaughtUp = () => {
      this.setState('live');
      if (isFirst) this.onFirstCaughtUp();
      isFirst = false;
    };
    try {
      for await (const event of this.events({ signal, onCaughtUp, onInterrupted: () => this.setState('lost') })) {
        this.setState('live');
        this.batch.push(event);
        this.timer ??= setTimeout(() => this.flush(), BATCH_MS);
      }
      return undefined;
    } catch (error) {
      this.setState('off');
      return toProblem(error);
    }
  }

  private flush(): void {
    const events = this.batch;
    this.batch = [];
    this.timer = undefined;
    for (const listener of this.listeners) listener(events);
  }

  private setState(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}
