'use client';

import { useState } from 'react';
import { type FileFailure, fetchFile } from './device-files.ts';

export interface Download {
  readonly isRunning: boolean;
  /** The name of the file that was downloaded last. */
  readonly file?: string;
  readonly failure?: FileFailure;
  start(path: string): Promise<void>;
}

/** Fetches a file and hands it to the browser, which keeps it among its downloads. */
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
      keep(blob, name);
      setState({ isRunning: false, file: name });
    },
  };
}

function keep(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
