// Where the pages are served, `/doorlight`, is built in: each value of BASE_PATH has a build of its own.
const basePath = (process.env.BASE_PATH ?? '').replace(/\/+$/, '');
const isBuilt = process.env.NODE_ENV !== 'development';
const name = basePath.slice(1).replaceAll(/[^A-Za-z0-9._~-]/g, '-');

/** @type {import('next').NextConfig} */
const config = {
  ...(basePath !== '' && { basePath }),
  distDir: name === '' || !isBuilt ? '.next' : `.next-${name}`,
  env: { BASE_PATH: basePath },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Lists the files that the page server needs: `npm run release` takes no others.
  output: 'standalone',
  outputFileTracingExcludes: {
    '*': [
      'node_modules/@img/**',
      'node_modules/sharp/**',
      'node_modules/next/dist/server/capsize-font-metrics.json',
    ],
  },
  // Pictures are shown as they were uploaded; without it the page server would need native code for each platform.
  images: { unoptimized: true },
  // Types are checked by `npm test`: a shop that starts Doorlight need not wait for it.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // `forbidden()`: a display whose key does not fit answers 403.
    authInterrupts: true,
    // A page is read when it is first asked for: the page server of a shop shows few, and is 18 MB smaller.
    preloadEntriesOnStart: false,
  },
};

export default config;
