'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { FoundSite, WallFilter, WallUpdate } from '#lib/contract/wall.ts';
import { useConsole, useLive } from '../console-context.ts';
import { expired, queryOf, updated, type WallView, type WallWindow } from './wall-view.ts';

const findWithinMs = 10_000;

export interface LiveWall {
  /** Undefined before the first answer. */
  readonly view: WallView | undefined;
  /** Every site that matches; undefined: there was no answer. */
  find(): Promise<readonly FoundSite[] | undefined>;
}

/** The sites that match, live, as far as they are in view. */
export function useWall(filter: WallFilter, window: WallWindow): LiveWall {
  const { socket: currentSocket, live } = useConsole();
  const connection = useLive((live) => live.connection);
  const [view, setView] = useState<WallView>();
  const queries = useRef(0);
  const isLive = connection === 'live';

  useEffect(() => {
    const socket = currentSocket();
    if (!isLive || socket === undefined) return;
    let end: ReturnType<typeof setTimeout> | undefined;
    const apply = (update: WallUpdate) => {
      live.getState().heard();
      setView((before) => updated(before, update));
      clearTimeout(end);
      end = setTimeout(() => setView((before) => before && expired(before)), update.validForMs);
    };
    socket.on('wall', apply);
    return () => {
      socket.off('wall', apply);
      socket.emit('wall', null);
      clearTimeout(end);
      setView((before) => before && expired(before));
    };
  }, [currentSocket, isLive, live]);

  const { from, count } = window;
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what `filter` says
  useEffect(() => {
    if (isLive) currentSocket()?.emit('wall', queryOf(++queries.current, filter, { from, count }));
  }, [currentSocket, isLive, key, from, count]);

  const find = useCallback(async () => {
    try {
      return await currentSocket()?.timeout(findWithinMs).emitWithAck('find', filter);
    } catch {
      return undefined;
    }
  }, [currentSocket, filter]);
  return { view, find };
}
