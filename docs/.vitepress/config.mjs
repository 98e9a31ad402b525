// npm run docs: the Markdown files of the repository as one site with search, in docs/.vitepress/dist.
import { slug } from 'github-slugger';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { withMermaid } from 'vitepress-plugin-mermaid';
import { pageOf, repositoryLinks } from './repository-links.mjs';
import { sidebar } from './sidebar.mjs';

const DOCS = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Pages outside of docs/ import the packages that are installed in docs/.
 * @type {import('vite').Plugin}
 */
const packagesOfDocs = {
  name: 'packages-of-docs',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const isPackage = /^[\w@]/.test(source);
    if (!isPackage || !importer || importer.startsWith(DOCS)) return null;
    return (
      (await this.resolve(source, join(DOCS, 'index.js'), { ...options, skipSelf: true })) ??
      fileURLToPath(import.meta.resolve(source))
    );
  },
};

export default withMermaid(
  defineConfig({
    title: 'System Landscape',
    description: 'Event-sourced microservices that register SAP systems in a global account',
    lang: 'en',
    // READMEs stay next to the code that they describe, so pages come from the whole repository.
    srcDir: '..',
    rewrites: pageOf,
    ignoreDeadLinks: false,
    vite: { plugins: [packagesOfDocs] },
    head: [['link', { rel: 'icon', href: 'data:,' }]],
    markdown: {
      // The same anchors as in the repository.
      anchor: { slugify: slug },
      config: (md) => void md.use(repositoryLinks),
    },
    themeConfig: {
      search: { provider: 'local' },
      nav: [
        { text: 'Start', link: '/' },
        { text: 'HTTP API', link: '/http-api' },
        { text: 'Events', link: '/events/' },
        { text: 'Changes', link: '/CHANGELOG' },
      ],
      sidebar: sidebar(),
      outline: [2, 3],
    },
  }),
);
