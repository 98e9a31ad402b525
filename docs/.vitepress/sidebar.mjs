import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageOf, ROOT } from './repository-links.mjs';

/** The title of a page is its first heading. @param {string} file relative to the repository */
function item(file) {
  const text = /^# (.+)$/m.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1]?.replaceAll('`', '') ?? file;
  return { text, link: `/${pageOf(file).replace(/(index)?\.md$/, '')}` };
}

/** @param {string} folder @returns {string[]} its pages, the README first */
function pagesIn(folder) {
  const files = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md'));
  return files
    .sort((a, b) => Number(b === 'README.md') - Number(a === 'README.md') || a.localeCompare(b))
    .map((name) => join(folder, name));
}

/** @param {string} folder @returns {string[]} the READMEs of the packages in it */
function packagesIn(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name, 'README.md'))
    .filter((file) => {
      try {
        return readFileSync(join(ROOT, file)).length > 0;
      } catch {
        return false;
      }
    });
}

/** All pages, by what they are about. */
export function sidebar() {
  const group = (/** @type {string} */ text, /** @type {string[]} */ files, collapsed = false) => ({
    text,
    collapsed,
    items: files.map(item),
  });
  const docs = (/** @type {string[]} */ ...names) => names.map((name) => join('docs', name));
  return [
    group('Start', ['docs/README.md', 'README.md', ...docs('glossary.md')]),
    group('How it works', docs('domain.md', 'architecture.md', 'engines.md', 'compatibility.md', 'performance.md')),
    group('Use it', docs('http-api.md', 'quarantine.md', 'examples/README.md')),
    group('Watch it', [
      ...docs('metrics.md', 'telemetry.md', 'slos.md'),
      'deploy/observability/README.md',
      'deploy/runbooks/README.md',
    ]),
    group('Events', pagesIn('docs/events'), true),
    group('Problems', pagesIn('docs/problems'), true),
    group('Services', packagesIn('services'), true),
    group('Libraries', packagesIn('libs'), true),
    group('Running and testing', ['deploy/local/README.md', ...packagesIn('test')], true),
    group('Decisions', pagesIn('docs/adr'), true),
    group('Working on it', ['CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']),
  ];
}
