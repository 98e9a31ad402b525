import { contentSecurityPolicyOf, escapedHtml } from '@system-landscape/service-kit';
import { hash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 '72', system-ui, sans-serif; max-width: 32rem; margin: 2rem auto; padding: 0 1rem; }
ul { list-style: none; padding: 0; }
li { margin: 0.5rem 0; }
button { font: inherit; padding: 0.75rem 1rem; border-radius: 0.5rem; border: 1px solid #556b82; cursor: pointer; }
li button { width: 100%; text-align: start; }
button strong, button span { display: block; }
button:focus-visible { outline: 3px solid #0070f2; outline-offset: 2px; }
`;

/** An HTML page without scripts. @param title text @param content HTML */
export function htmlPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapedHtml(title)} - System Landscape</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapedHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

/**
 * Security headers of every response: no foreign scripts, no frames, forms only to the provider. `form-action` also names
 * the cockpit, because browsers apply it to the redirects that follow a form.
 */
export function securityHeaders(cockpitOrigin: string): Readonly<Record<string, string>> {
  const style = hash('sha256', STYLE, 'base64');
  const policy = {
    'default-src': "'none'",
    // Allows none. oidc-provider adds the hash of the script in its own self-submitting forms.
    'script-src': '',
    'style-src': `'sha256-${style}'`,
    'form-action': `'self' ${cockpitOrigin}`,
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
  };
  return {
    'content-security-policy': contentSecurityPolicyOf(policy),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}
