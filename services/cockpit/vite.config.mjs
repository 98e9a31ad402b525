import react from '@vitejs/plugin-react';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig } from 'vite';

/** Our own packages are read from their sources, so that only what is used reaches the browser. @param {string} name */
const sourceOf = (name) => new URL(`../../libs/${name}/src/index.ts`, import.meta.url).pathname;

/** The gateway sends a file compressed when a compressed one lies beside it. @type {import('vite').Plugin} */
const compressed = {
  name: 'compressed',
  writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file))) {
      const file = join(dir, name);
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file), { params }));
    }
  },
};

export default defineConfig({
  plugins: [react(), compressed],
  resolve: {
    alias: {
      '@system-landscape/api-client': sourceOf('api-client'),
      '@system-landscape/domain': sourceOf('domain'),
    },
  },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: 'es2022',
    // The gateway's Content-Security-Policy takes fonts and pictures from its own origin, not from data: URLs.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // All that is needed to leave for the provider.
            { name: 'sign-in', test: /preload-helper|oauth4webapi|sign-in\/(session|provider|person)\./, priority: 1 },
            // What any two pages share, in one file: the first view waits for few answers, every later page for one.
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
});
