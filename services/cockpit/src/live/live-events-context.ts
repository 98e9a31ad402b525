import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { ConnectionState, Listener, LiveEvents } from './live-events.js';

/** Undefined for users who have no events to follow. */
export const LiveEventsContext = createContext<LiveEvents | undefined>(undefined);

/** Calls the listener with the account's events as they happen. */
export function useLiveEvents(listener: Listener): void {
  const live = useContext(LiveEventsContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => live?.subscribe((events) => latest.current(events)), [live]);
}

export function useConnectionState(): ConnectionState {
  const live = useContext(LiveEventsContext);
  return useSyncExternalStore(live?.subscribeToState ?? subscribeToNothing, live?.connectionState ?? off);
}

const subscribeToNothing = () => () => undefined;
const off = (): ConnectionState => 'off';
