// Where the pages are served, `/doorlight`, is built in: each value of BASE_PATH has a build of its own.
const basePath = (process.env.BASE_PATH ?? '').replace(/\/+$/, '');
const name = basePath.slice(1).replaceAll(/[^A-Za-z0-9._~-]/g, '-');

/** @type {import('next').NextConfig} */
const config = {
  ...(basePath !== '' && { basePath }),
  distDir: name === '' ? '.next' : `.next-${name}`,
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
