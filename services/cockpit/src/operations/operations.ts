import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLiveEvents, type LandscapeEvent } from '../live/live-events.js';
import { usePlatform, type Incident, type Resolution } from '../platform/platform.js';
import { answerOf } from '../platform/problem.js';
import { useWrite } from '../platform/write.js';

const LIMIT = 200;
/** How often the state of the platform is looked at; nobody tells it. */
const LOOK_EVERY_MS = 5_000;
const EVENTS_SHOWN = 50;

/** The open incidents, the one that waits longest first. */
export function useIncidents() {
  const { http, reached } = usePlatform();
  const queries = useQueryClient();
  useLiveEvents(() => void queries.invalidateQueries({ queryKey: ['incidents'] }));
  return useQuery({
    queryKey: ['incidents'],
    queryFn: async ({ signal }) => {
      const params = { query: { ...reached(), limit: LIMIT } };
      return (await answerOf(http.GET('/v1/operations/incidents', { params, signal }))).items;
    },
  });
}

/** R12: has the tear-down run again, or notes that the tenant's side is gone. */
export function useResolution(systemId: Incident['systemId']) {
  const { http } = usePlatform();
  const queries = useQueryClient();
  return useWrite(
    (body: Resolution, once) =>
      answerOf(
        http.POST('/v1/operations/incidents/{systemId}/resolution', {
          params: { path: { systemId }, ...once },
          body,
        }),
      ),
    { onSuccess: () => queries.invalidateQueries({ queryKey: ['incidents'] }) },
  );
}

/** How far the read model is. */
export function useReadModel() {
  const { http } = usePlatform();
  return useQuery({
    queryKey: ['read-model'],
    queryFn: ({ signal }) => answerOf(http.GET('/v1/operations/projection', { signal })),
    refetchInterval: LOOK_EVERY_MS,
  });
}

/** How far the public events are published. */
export function useRelay() {
  const { http } = usePlatform();
  return useQuery({
    queryKey: ['relay'],
    queryFn: ({ signal }) => answerOf(http.GET('/v1/operations/relay', { signal })),
    refetchInterval: LOOK_EVERY_MS,
  });
}

/** What each subscription has kept aside. */
export function useParked() {
  const { http } = usePlatform();
  return useQuery({
    queryKey: ['parked'],
    queryFn: async ({ signal }) => (await answerOf(http.GET('/v1/operations/parked', { signal }))).items,
    refetchInterval: LOOK_EVERY_MS,
  });
}

/** Hands out once more what a subscription has kept aside. */
export function useReplay() {
  const { http } = usePlatform();
  const queries = useQueryClient();
  return useWrite(
    (subscription: string, once) =>
      answerOf(
        http.POST('/v1/operations/parked/{subscription}/replay', {
          params: { path: { subscription }, ...once },
          body: {},
        }),
      ),
    { onSuccess: () => queries.invalidateQueries({ queryKey: ['parked'] }) },
  );
}

/** The newest events of all accounts, the last one first, from now on. */
export function useNewestEvents(): readonly LandscapeEvent[] {
  const [newest, setNewest] = useState<readonly LandscapeEvent[]>([]);
  useLiveEvents((events) => setNewest((known) => [...events.toReversed(), ...known].slice(0, EVENTS_SHOWN)));
  return newest;
}
