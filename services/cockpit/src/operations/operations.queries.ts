import type { LandscapeEvent } from '@system-landscape/api-client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.js';
import type { Incident, Resolution } from '../api/api-types.js';
import { unwrap } from '../api/problem.js';
import { useIdempotentMutation } from '../api/use-idempotent-mutation.js';
import { useLiveEvents } from '../live/live-events-context.js';

const MAX_INCIDENTS = 200;
/** No live event reports the state of the platform, so it is polled. */
const POLL_MS = 5_000;
const MAX_EVENTS = 50;

/** The open incidents, oldest first; live events keep them up to date. */
export function useIncidents() {
  const { http, readYourWrites } = useApi();
  const queryClient = useQueryClient();
  useLiveEvents(() => void queryClient.invalidateQueries({ queryKey: ['incidents'] }));
  return useQuery({
    queryKey: ['incidents'],
    queryFn: async ({ signal }) => {
      const params = { query: { ...readYourWrites(), limit: MAX_INCIDENTS } };
      return (await unwrap(http.GET('/v1/operations/incidents', { params, signal }))).items;
    },
  });
}

/** R12: retries the deregistration, or confirms that the tenant's side is removed. */
export function useResolveIncident(systemId: Incident['systemId']) {
  const { http } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (body: Resolution, idempotency) =>
      unwrap(
        http.POST('/v1/operations/incidents/{systemId}/resolution', {
          params: { path: { systemId }, ...idempotency },
          body,
        }),
      ),
    { onSuccess: () => queryClient.invalidateQueries({ queryKey: ['incidents'] }) },
  );
}

/** Progress of the projection that maintains the read model. */
export function useReadModel() {
  const { http } = useApi();
  return useQuery({
    queryKey: ['read-model'],
    queryFn: ({ signal }) => unwrap(http.GET('/v1/operations/projection', { signal })),
    refetchInterval: POLL_MS,
  });
}

/** Progress of the relay that publishes the public events. */
export function useRelay() {
  const { http } = useApi();
  return useQuery({
    queryKey: ['relay'],
    queryFn: ({ signal }) => unwrap(http.GET('/v1/operations/relay', { signal })),
    refetchInterval: POLL_MS,
  });
}

/** The number of parked messages of each subscription. */
export function useParked() {
  const { http } = useApi();
  return useQuery({
    queryKey: ['parked'],
    queryFn: async ({ signal }) => (await unwrap(http.GET('/v1/operations/parked', { signal }))).items,
    refetchInterval: POLL_MS,
  });
}

/** Replays the parked messages of a subscription. */
export function useReplayParked() {
  const { http } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (subscription: string, idempotency) =>
      unwrap(
        http.POST('/v1/operations/parked/{subscription}/replay', {
          params: { path: { subscription }, ...idempotency },
          body: {},
        }),
      ),
    { onSuccess: () => queryClient.invalidateQueries({ queryKey: ['parked'] }) },
  );
}

/** The events since the component was mounted, newest first. */
export function useNewestEvents(): readonly LandscapeEvent[] {
  const [newest, setNewest] = useState<readonly LandscapeEvent[]>([]);
  useLiveEvents((events) => setNewest((earlier) => [...events.toReversed(), ...earlier].slice(0, MAX_EVENTS)));
  return newest;
}
