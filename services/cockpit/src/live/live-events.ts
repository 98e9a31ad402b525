import type { LandscapeEvent } from '@system-landscape/api-client';
import { createContext, useContext, useEffect, useRef } from 'react';
import type { Platform } from '../platform/platform.js';
import { problemOf, type Problem } from '../platform/problem.js';

export type { LandscapeEvent };

/** `off`: nothing to follow, or the platform refused. */
export type Connection = 'connecting' | 'live' | 'lost' | 'off';

/** What happened since the last time, at most this often: a storm of events must not become a storm of questions. */
const GATHER_MS = 250;

type Listener = (events: readonly LandscapeEvent[]) => void;

/** One subscription to the events of the account, for all components. A lost connection goes on where it was. */
export class LiveEvents {
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();
  private gathered: LandscapeEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private state: Connection = 'connecting';

  /** @param caughtUp what was read before may lack what happened until the subscription stood */
  constructor(
    private readonly events: Platform['events'],
    private readonly caughtUp: () => void,
  ) {}

  readonly connection = (): Connection => this.state;

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Follows until the signal ends it. */
  async follow(signal: AbortSignal): Promise<Problem | undefined> {
    let firstTime = true;
    const onCaughtUp = () => {
      this.become('live');
      if (firstTime) this.caughtUp();
      firstTime = false;
    };
    try {
      for await (const event of this.events({ signal, onCaughtUp, onInterrupted: () => this.become('lost') })) {
        this.become('live');
        this.gathered.push(event);
        this.timer ??= setTimeout(() => this.tell(), GATHER_MS);
      }
      return undefined;
    } catch (error) {
      this.become('off');
      return problemOf(error);
    }
  }

  private tell(): void {
    const events = this.gathered;
    this.gathered = [];
    this.timer = undefined;
    for (const listener of this.listeners) listener(events);
  }

  private become(state: Connection): void {
    if (this.state === state) return;
    this.state = state;
    for (const changed of this.watchers) changed();
  }
}

export const LiveEventsContext = createContext<LiveEvents | undefined>(undefined);

/** Calls with the events of the account as they happen. Without an account there are none. */
export function useLiveEvents(listener: Listener): void {
  const live = useContext(LiveEventsContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => live?.listen((events) => latest.current(events)), [live]);
}
