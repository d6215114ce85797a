import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './globals.css';
import { lampIcon } from './installable.ts';

export const metadata: Metadata = {
  title: { default: 'Doorlight', template: '%s · Doorlight' },
  robots: { index: false },
  icons: { icon: lampIcon },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** What every page stands on: the typeface and the two papers, light and dark. */
export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
