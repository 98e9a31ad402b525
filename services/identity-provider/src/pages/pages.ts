import { escapedHtml } from '@system-landscape/service-kit';
import { dutyOf, type Person } from '../people/person.js';
import { page } from './page.js';

/** Who signs in? A button for each person. */
export function signInPage(interaction: string, people: readonly Person[]): string {
  const button = (person: Person) =>
    `<li><button name="person" value="${escapedHtml(person.id)}"><strong>${escapedHtml(person.name)}</strong> <span>${escapedHtml(dutyOf(person))}</span></button></li>`;
  return page(
    'Sign in',
    `<p>These people are for trying out: they have no password.</p>
<form method="post" action="/sign-in/${encodeURIComponent(interaction)}">
<ul>
${people.map(button).join('\n')}
</ul>
</form>`,
  );
}

/** @param form the form of the library, to which buttons are added */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    `<p>Do you want to sign out of System Landscape in this browser?</p>
${form}
<p>
<button autofocus type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button>
</p>`,
  );
}

export function signedOutPage(cockpitOrigin: string): string {
  return page('You are signed out', wayBack(cockpitOrigin));
}

/** What cannot be gone on with, and what helps. */
export function refusalPage(reason: string, cockpitOrigin: string): string {
  return page('This does not work', `<p>${escapedHtml(reason)}</p>\n${wayBack(cockpitOrigin)}`);
}

function wayBack(cockpitOrigin: string): string {
  return `<p><a href="${escapedHtml(cockpitOrigin)}/">To the cockpit</a></p>`;
}
