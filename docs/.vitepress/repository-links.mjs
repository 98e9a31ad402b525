// The Markdown files are written for the repository: links lead to files and folders. This turns them into links of the site.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Where a Markdown file of the repository is in the site: `docs/` is its root, a README the page of its folder.
 * @param {string} file relative to the repository
 */
export function pageOf(file) {
  if (file === 'README.md') return 'overview.md';
  return file.replace(/^docs\//, '').replace(/README\.md$/, 'index.md');
}

/**
 * A plugin for markdown-it. A link to a page or a folder with a README leads to its page; a link to a source file, which
 * the site does not have, becomes text.
 * @param {import('vitepress').MarkdownRenderer} md
 */
export function repositoryLinks(md) {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    for (const { children } of tokens) {
      /** Whether each link that is open stays one. @type {boolean[]} */
      const kept = [];
      for (const token of children ?? []) {
        if (token.type === 'link_open') {
          const href = siteHref(token.attrGet('href') ?? '', env.realPath ?? env.path);
          kept.push(href !== undefined);
          if (href === undefined) token.hidden = true;
          else token.attrSet('href', href);
        } else if (token.type === 'link_close' && kept.pop() === false) token.hidden = true;
      }
      for (const token of children ?? []) if (token.hidden) Object.assign(token, { type: 'text', content: '' });
    }
  });
}

/** @param {string} href @param {string} from the file that has the link @returns {string | undefined} none: no page */
function siteHref(href, from) {
  if (/^([a-z]+:|#|\/)/.test(href)) return href;
  const [path = '', hash] = href.split('#');
  let target = relative(ROOT, join(dirname(from), decodeURIComponent(path)));
  if (existsSync(join(ROOT, target)) && statSync(join(ROOT, target)).isDirectory()) target = join(target, 'README.md');
  if (!target.endsWith('.md') || !existsSync(join(ROOT, target))) return undefined;
  return posix.join('/', pageOf(target)) + (hash === undefined ? '' : `#${hash}`);
}
