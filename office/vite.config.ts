import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// What differs between pages is loaded with the page; what all of them share stays in few files, so that one visit a day
// finds them in the browser's cache.
export default defineConfig({
  base: '/office/',
  // src/platform/office/serve.ts puts a fresh nonce in its place in every answer.
  html: { cspNonce: 'nonce-of-this-answer' },
  plugins: [react()],
  build: {
    target: 'es2022',
    // Inlined pictures would need data: in more places of the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
});
