import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Where `npm run dev:console` finds the gateway. */
const GATEWAY = process.env.GATEWAY_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  root: import.meta.dirname,
  // Served by the gateway under this path; see gateway/console.pages.ts.
  base: '/console/',
  build: {
    outDir: join(import.meta.dirname, '..', '..', 'dist', 'console'),
    emptyOutDir: true,
    target: 'es2022',
    // The first ones that know light-dark(), on which both themes rest.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A data: script or style would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '^/(?!console)': {
        target: GATEWAY,
        // The gateway answers only to its own names.
        changeOrigin: true,
        configure: (proxy) => {
          proxy.on('proxyReq', (request) => {
            // The page's origin is this server's, and to the gateway that is another site's. What
            // other sites send stays marked as such.
            if (request.getHeader('sec-fetch-site') !== 'same-origin') return;
            request.removeHeader('origin');
            request.removeHeader('sec-fetch-site');
          });
        },
      },
    },
  },
});
