import './shell/assets.js';
import './shell/shell.css';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Cockpit, Readable } from './shell/cockpit.js';
import { Door } from './shell/door.js';
import { applyLanguage, applyTheme, preferredLanguage, preferredTheme } from './shell/preferences.js';
import type { SignInSettings } from './sign-in/provider.js';
import { forgetSignOut, openSession, type Opening } from './sign-in/session.js';

async function settings(): Promise<SignInSettings> {
  const response = await fetch('/cockpit/settings.json');
  if (!response.ok) throw new Error(`The settings of the cockpit cannot be read: ${response.status}`);
  return (await response.json()) as SignInSettings;
}

function enter(): void {
  forgetSignOut();
  window.location.assign('/');
}

function contentFor(opening: Opening): ReactNode {
  if (opening === 'leaving') return undefined;
  if (opening === 'signed-out') return <Door title="sign-in.signed-out" help="sign-in.signed-out-help" enter={enter} />;
  return <Cockpit session={opening.session} />;
}

function doorOf(error: unknown): ReactNode {
  const detail = error instanceof Error ? error.message : String(error);
  return <Door title="sign-in.failed" help="sign-in.failed-help" detail={detail} enter={enter} />;
}

// The browser may keep the page as it was and show it again to whoever goes back, after a sign-out, too.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload();
});

const theme = preferredTheme();
const [translation, content] = await Promise.all([
  applyLanguage(preferredLanguage()),
  settings().then(openSession).then(contentFor).catch(doorOf),
  applyTheme(theme),
]);
createRoot(document.getElementById('cockpit')!).render(
  <StrictMode>
    <Readable first={translation} firstTheme={theme}>
      {content}
    </Readable>
  </StrictMode>,
);
