import type { ComponentType } from 'react';
import { requireSignIn } from './console-data.ts';

/** A page of the console that loads all it shows by itself. @param path of the page, to return to after signing in */
export function signedInPage(path: string, View: ComponentType) {
  return async () => {
    await requireSignIn(path);
    return <View />;
  };
}
