import { useState } from 'react';
import { saveFile } from '../history/save-file.ts';
import { type FileFailure, fetchFile } from './device-files.ts';

export interface Download {
  readonly isRunning: boolean;
  /** The name of the file that was downloaded last. */
  readonly file?: string;
  readonly failure?: FileFailure;
  start(path: string): Promise<void>;
}

/** Fetches a file and passes it to the browser's downloads. */
export function useDownload(): Download {
  const [state, setState] = useState<Omit<Download, 'start'>>({ isRunning: false });
  return {
    ...state,
    start: async (path) => {
      setState({ isRunning: true });
      const answer = await fetchFile(path);
      if (!answer.ok) {
        setState({ isRunning: false, failure: answer.error });
        return;
      }
      const { blob, name } = answer.value;
      saveFile(name, blob);
      setState({ isRunning: false, file: name });
    },
  };
}
