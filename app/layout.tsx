import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './globals.css';

const icon =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect x='9' y='1' width='14' height='30' rx='7' fill='#14181d'/><g fill='#4a525c'><circle cx='16' cy='8' r='3.6'/><circle cx='16' cy='16' r='3.6'/></g><circle cx='16' cy='24' r='3.6' fill='#2fb873'/></svg>";

export const metadata: Metadata = {
  title: { default: 'Doorlight', template: '%s · Doorlight' },
  robots: { index: false },
  icons: { icon: `data:image/svg+xml,${encodeURIComponent(icon)}` },
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
