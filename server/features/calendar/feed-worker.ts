import { parentPort } from 'node:worker_threads';
import { type FeedWindow, readFeed } from './read-feed.ts';

/** The program of the thread in which subscribed calendars are read; see `FeedReader`. */
parentPort?.on('message', ({ text, window }: { text: string; window: FeedWindow }) => {
  parentPort?.postMessage(readFeed(text, window));
});
