import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { BrowserRouter } from 'react-router';
import { ApiContext } from '../api/api-context.js';
import { createLandscapeApi } from '../api/landscape-api.js';
import { LiveEventsContext } from '../live/live-events-context.js';
import { LiveEvents } from '../live/live-events.js';
import { SessionContext } from '../sign-in/session-context.js';
import type { Session } from '../sign-in/session.js';
import { maySeeEvents } from '../sign-in/user.js';
import { createQueryClient } from './query-client.js';
import { Shell } from './shell.js';

/** The application of a signed-in user: its providers around the shell. */
export function Cockpit({ session }: { readonly session: Session }) {
  const api = useMemo(() => createLandscapeApi(session), [session]);
  const queryClient = useMemo(() => createQueryClient(), []);
  const live = useMemo(
    () =>
      maySeeEvents(session.user) ? new LiveEvents(api.events, () => void queryClient.invalidateQueries()) : undefined,
    [session, api, queryClient],
  );
  useEffect(() => {
    const unmounted = new AbortController();
    void live?.run(unmounted.signal);
    return () => unmounted.abort();
  }, [live]);
  useEffect(() => session.renewBeforeExpiry(isDialogOpen), [session]);

  return (
    <SessionContext value={session}>
      <ApiContext value={api}>
        <LiveEventsContext value={live}>
          <QueryClientProvider client={queryClient}>
            <BrowserRouter>
              <Shell />
            </BrowserRouter>
          </QueryClientProvider>
        </LiveEventsContext>
      </ApiContext>
    </SessionContext>
  );
}

function isDialogOpen(): boolean {
  return document.querySelector('ui5-dialog[open]') !== null;
}
