import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Our own packages are read from their sources, so that only what is used reaches the browser. @param {string} name */
const sourceOf = (name) => new URL(`../../libs/${name}/src/index.ts`, import.meta.url).pathname;

export default defineConfig({
  plugins: [react()],
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
    modulePreload: { polyfill: false },
  },
});
