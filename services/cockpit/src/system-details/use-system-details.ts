import { useState } from 'react';
import { useHistory, useLiveSystem, useSystem } from './system-details.queries.js';

/** A system and its history, now or as of a selected event. */
export function useSystemDetails(id: string) {
  const [asOf, setAsOf] = useState<string>();
  const system = useSystem(id, asOf);
  const history = useHistory(id);
  useLiveSystem(id);
  const events = history.data?.filter(({ position }) => asOf === undefined || BigInt(position) <= BigInt(asOf)) ?? [];
  return {
    system,
    history,
    /** Log position of the state that is shown; undefined: now. */
    asOf,
    setAsOf,
    /** The event of that position. */
    asOfEvent: asOf === undefined ? undefined : history.data?.find(({ position }) => position === asOf),
    /** The history up to that position, oldest first. */
    events,
  };
}
