import type { Metadata, Viewport } from 'next';
import { under } from '#lib/base-path.ts';

/** The icon of Doorlight, for browser tabs. */
export const lampIcon = `data:image/svg+xml,${encodeURIComponent(
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect x='9' y='1' width='14' height='30' rx='7' fill='#14181d'/><g fill='#4a525c'><circle cx='16' cy='8' r='3.6'/><circle cx='16' cy='16' r='3.6'/></g><circle cx='16' cy='24' r='3.6' fill='#2fb873'/></svg>",
)}`;

/** For every page of the console: a tablet can install it as an app. */
export const installable: Metadata = {
  manifest: under('/console.webmanifest'),
  icons: { icon: lampIcon, apple: under('/icons/console-maskable-192.png') },
  appleWebApp: { capable: true, title: 'Doorlight' },
};

/** The browser's frame gets the background colour; see `app/globals.css`. */
export const consoleViewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf9' },
    { media: '(prefers-color-scheme: dark)', color: '#111113' },
  ],
};
