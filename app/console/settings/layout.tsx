import '#components/display/display.css';
import type { ReactNode } from 'react';

/** The settings show displays, small: they bring the display's style sheet. */
export default function SettingsLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
