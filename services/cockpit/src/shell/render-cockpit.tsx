import './ui5-assets.js';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { SignInPage } from '../sign-in/sign-in-page.js';
import type { SignInResult } from '../sign-in/session.js';
import { Cockpit } from './cockpit.js';
import { startFor } from './navigation.js';
import { preloadPage } from './pages.js';
import { PreferencesProvider } from './preferences-provider.js';
import { applyLanguage, applyTheme, preferredLanguage, preferredTheme } from './preferences.js';

/** Renders the cockpit, or the sign-in page when nobody is signed in. */
export async function renderCockpit(signedIn: Promise<SignInResult>): Promise<void> {
  const theme = preferredTheme();
  const [translation, content] = await Promise.all([
    applyLanguage(preferredLanguage()),
    signedIn.then(contentFor).catch(failurePage),
    applyTheme(theme),
  ]);
  createRoot(document.getElementById('cockpit')!).render(
    <StrictMode>
      <PreferencesProvider initialTranslation={translation} initialTheme={theme}>
        {content}
      </PreferencesProvider>
    </StrictMode>,
  );
}

function contentFor(result: SignInResult): ReactNode {
  if (result === 'redirecting') return undefined;
  if (result === 'signed-out') return <SignInPage title="sign-in.signed-out" help="sign-in.signed-out-help" />;
  const { session } = result;
  const { pathname } = window.location;
  preloadPage(pathname === '/' ? (startFor(session.user.roles) ?? '') : pathname);
  return <Cockpit session={session} />;
}

function failurePage(error: unknown): ReactNode {
  const detail = error instanceof Error ? error.message : String(error);
  return <SignInPage title="sign-in.failed" help="sign-in.failed-help" detail={detail} />;
}
