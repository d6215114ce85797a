import type { Config } from 'tailwindcss';

/**
 * One rule carries every page: colour means the light, and nothing else. Whatever is not a light is ink on
 * paper; those greys are variables of `app/globals.css`, so that light and dark swap in one place.
 */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    extend: {
      colors: {
        light: {
          green: { DEFAULT: '#2fb873', ink: '#04160c' },
          amber: { DEFAULT: '#ffc02e', ink: '#1c1200' },
          red: { DEFAULT: '#98131f', ink: '#ffffff' },
          unknown: { DEFAULT: '#3b4856', ink: '#ffffff' },
          closed: { DEFAULT: '#14181d', ink: '#ffffff' },
        },
        paper: 'rgb(var(--paper) / <alpha-value>)',
        raised: 'rgb(var(--raised) / <alpha-value>)',
        line: 'rgb(var(--line) / <alpha-value>)',
        ink: 'rgb(var(--ink) / <alpha-value>)',
        muted: 'rgb(var(--muted) / <alpha-value>)',
      },
      fontFamily: { sans: ['"Inter Variable"', 'Inter', 'system-ui', 'sans-serif'] },
      minHeight: { touch: '44px' },
      minWidth: { touch: '44px' },
    },
  },
} satisfies Config;
