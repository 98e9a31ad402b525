import './shell/shell.css';
import type { SignInSettings } from './sign-in/openid-client.js';
import { isCallback, signIn } from './sign-in/session.js';

async function loadSettings(): Promise<SignInSettings> {
  const response = await fetch('/cockpit/settings.json');
  if (!response.ok) throw new Error(`The settings of the cockpit cannot be read: ${response.status}`);
  return (await response.json()) as SignInSettings;
}

// The back/forward cache would show the page again after a sign-out.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload();
});

// Before a redirect to the provider nothing else is loaded; at the callback the user interface loads while the code is
// exchanged for tokens.
const startsAtCallback = isCallback();
const signedIn = loadSettings().then(signIn);
const redirects = !startsAtCallback && (await signedIn.then((result) => result === 'redirecting').catch(() => false));
if (!redirects) {
  const { renderCockpit } = await import('./shell/render-cockpit.js');
  await renderCockpit(signedIn);
}
