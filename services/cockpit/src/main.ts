import './shell/shell.css';
import type { SignInSettings } from './sign-in/provider.js';
import { isComingBack, openSession } from './sign-in/session.js';

async function settings(): Promise<SignInSettings> {
  const response = await fetch('/cockpit/settings.json');
  if (!response.ok) throw new Error(`The settings of the cockpit cannot be read: ${response.status}`);
  return (await response.json()) as SignInSettings;
}

// The browser may keep the page as it was and show it again to whoever goes back, after a sign-out, too.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload();
});

// Whoever leaves for the provider sees nothing of the cockpit, so it is not loaded; whoever comes back waits for it and
// for the tokens at the same time.
const comesBack = isComingBack();
const opening = settings().then(openSession);
const leaves = !comesBack && (await opening.then((to) => to === 'leaving').catch(() => false));
if (!leaves) {
  const { show } = await import('./shell/show.js');
  await show(opening);
}
