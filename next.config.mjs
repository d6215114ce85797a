/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `forbidden()`: a display whose key does not fit answers 403.
  experimental: { authInterrupts: true },
};

export default config;
