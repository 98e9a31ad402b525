import { escapedHtml } from '@system-landscape/service-kit';
import { roleDescription, type User } from '../users/user.js';
import { htmlPage } from './html-page.js';

/** The page where a user signs in: a button for each user. */
export function signInPage(interaction: string, users: readonly User[]): string {
  const button = (user: User) =>
    `<li><button name="person" value="${escapedHtml(user.id)}"><strong>${escapedHtml(user.name)}</strong> <span>${escapedHtml(roleDescription(user))}</span></button></li>`;
  return htmlPage(
    'Sign in',
    `<p>These people are for trying out: they have no password.</p>
<form method="post" action="/sign-in/${encodeURIComponent(interaction)}">
<ul>
${users.map(button).join('\n')}
</ul>
</form>`,
  );
}

/** @param form HTML of oidc-provider's form, which the buttons submit */
export function signOutPage(form: string): string {
  return htmlPage(
    'Sign out',
    `<p>Do you want to sign out of System Landscape in this browser?</p>
${form}
<p>
<button autofocus type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button>
</p>`,
  );
}

/** Shown after a sign-out that leads to no client. */
export function signedOutPage(cockpitOrigin: string): string {
  return htmlPage('You are signed out', backLink(cockpitOrigin));
}

/** An error page: the reason, and a link back to the cockpit. */
export function refusalPage(reason: string, cockpitOrigin: string): string {
  return htmlPage('This does not work', `<p>${escapedHtml(reason)}</p>\n${backLink(cockpitOrigin)}`);
}

function backLink(cockpitOrigin: string): string {
  return `<p><a href="${escapedHtml(cockpitOrigin)}/">To the cockpit</a></p>`;
}
