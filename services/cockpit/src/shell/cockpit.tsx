import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { BrowserRouter } from 'react-router';
import { LiveEvents, LiveEventsContext } from '../live/live-events.js';
import { PlatformContext, platformFor } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { maySeeEvents } from '../sign-in/person.js';
import { SessionContext } from '../sign-in/session-context.js';
import type { Session } from '../sign-in/session.js';
import { TranslationContext, type Language, type Translation } from '../texts/texts.js';
import { applyLanguage, applyTheme, rememberLanguage, rememberTheme, type Theme } from './preferences.js';
import { PreferencesContext } from './preferences-context.js';
import { Shell } from './shell.js';

const RETRIES = 3;

/** The cockpit of a person who is signed in. */
export function Cockpit({ session }: { readonly session: Session }) {
  const platform = useMemo(() => platformFor(session), [session]);
  const queries = useMemo(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            // Live events say when something is old.
            staleTime: 30_000,
            networkMode: 'always',
            retry: (failures, error) => failures < RETRIES && problemOf(error).isPassing,
          },
          mutations: { networkMode: 'always' },
        },
      }),
    [],
  );
  const live = useMemo(
    () =>
      maySeeEvents(session.person)
        ? new LiveEvents(platform.events, () => void queries.invalidateQueries())
        : undefined,
    [session, platform, queries],
  );
  useEffect(() => {
    const end = new AbortController();
    void live?.follow(end.signal);
    return () => end.abort();
  }, [live]);
  useEffect(() => session.renewInTime(() => document.querySelector('ui5-dialog[open]') !== null), [session]);

  return (
    <SessionContext value={session}>
      <PlatformContext value={platform}>
        <LiveEventsContext value={live}>
          <QueryClientProvider client={queries}>
            <BrowserRouter>
              <Shell />
            </BrowserRouter>
          </QueryClientProvider>
        </LiveEventsContext>
      </PlatformContext>
    </SessionContext>
  );
}

/** Texts and looks for what is inside; both can be changed at any time. */
export function Readable({
  first,
  firstTheme,
  children,
}: {
  readonly first: Translation;
  readonly firstTheme: Theme;
  readonly children: ReactNode;
}) {
  const [translation, setTranslation] = useState(first);
  const [theme, setTheme] = useState(firstTheme);
  const chooseTheme = (chosen: Theme) => {
    rememberTheme(chosen);
    setTheme(chosen);
    void applyTheme(chosen);
  };
  const chooseLanguage = (chosen: Language) => {
    rememberLanguage(chosen);
    void applyLanguage(chosen).then(setTranslation);
  };
  const { language } = translation;
  return (
    <TranslationContext value={translation}>
      <PreferencesContext value={{ theme, language, chooseTheme, chooseLanguage }}>{children}</PreferencesContext>
    </TranslationContext>
  );
}
