/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Types are checked by `npm test`: a shop that starts Doorlight need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // `forbidden()`: a display whose key does not fit answers 403.
  experimental: { authInterrupts: true },
};

export default config;
