import '#components/display/display.css';
import type { ReactNode } from 'react';
import { titleOf } from '../console-data.ts';

export const generateMetadata = () => titleOf('settings');

/** The settings show small displays and therefore load the display's style sheet. */
export default function SettingsLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
