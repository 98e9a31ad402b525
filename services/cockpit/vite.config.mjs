import react from '@vitejs/plugin-react';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig } from 'vite';

/** Resolves packages of this repository to their sources, so that unused code can be removed. @param {string} name */
const sourceOf = (name) => fileURLToPath(new URL(`../../libs/${name}/src/index.ts`, import.meta.url));

/** Writes a Brotli-compressed file beside each script and style, which the gateway serves. @type {import('vite').Plugin} */
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
    // The local start builds through a link where Vite cannot read the path of the checkout.
    preserveSymlinks: true,
    alias: {
      '@system-landscape/api-client': sourceOf('api-client'),
      '@system-landscape/domain': sourceOf('domain'),
    },
  },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: 'es2022',
    // The gateway's Content-Security-Policy allows fonts and images from its own origin, not from data: URLs.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Everything that is needed to redirect to the OpenID provider.
            {
              name: 'sign-in',
              test: /preload-helper|oauth4webapi|sign-in\/(session|openid-client|user)\./,
              priority: 1,
            },
            // Code shared by any two pages, in one chunk: the first page loads few files, every further page one.
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
});
