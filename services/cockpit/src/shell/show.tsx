import './assets.js';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetSignOut, type Opening } from '../sign-in/session.js';
import { Cockpit, Readable } from './cockpit.js';
import { Door } from './door.js';
import { startFor } from './navigation.js';
import { fetchPage } from './pages.js';
import { applyLanguage, applyTheme, preferredLanguage, preferredTheme } from './preferences.js';

/** Shows the cockpit, or the door before it. */
export async function show(opening: Promise<Opening>): Promise<void> {
  const theme = preferredTheme();
  const [translation, content] = await Promise.all([
    applyLanguage(preferredLanguage()),
    opening.then(contentFor).catch(doorOf),
    applyTheme(theme),
  ]);
  createRoot(document.getElementById('cockpit')!).render(
    <StrictMode>
      <Readable first={translation} firstTheme={theme}>
        {content}
      </Readable>
    </StrictMode>,
  );
}

function enter(): void {
  forgetSignOut();
  window.location.assign('/');
}

function contentFor(opening: Opening): ReactNode {
  if (opening === 'leaving') return undefined;
  if (opening === 'signed-out') return <Door title="sign-in.signed-out" help="sign-in.signed-out-help" enter={enter} />;
  const { session } = opening;
  const { pathname } = window.location;
  fetchPage(pathname === '/' ? (startFor(session.person.roles) ?? '') : pathname);
  return <Cockpit session={session} />;
}

function doorOf(error: unknown): ReactNode {
  const detail = error instanceof Error ? error.message : String(error);
  return <Door title="sign-in.failed" help="sign-in.failed-help" detail={detail} enter={enter} />;
}
