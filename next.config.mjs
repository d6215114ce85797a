// What Next calls a base path is built in: each value has a build of its own.
import { basePath, pagesFolder } from './scripts/support/base-path.mjs';

/** @type {import('next').NextConfig} */
const config = {
  ...(basePath !== '' && { basePath }),
  distDir: pagesFolder,
  env: { BASE_PATH: basePath },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Types are checked by `npm test`: a shop that starts Doorlight need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // `forbidden()`: a display whose key does not fit answers 403.
  experimental: { authInterrupts: true },
};

export default config;
