import { type ReactNode, useCallback, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { previewMountId } from '#components/display/preview-mount.tsx';
import { under } from '#lib/base-path.ts';

export interface ScreenFrameProps {
  readonly title: string;
  /** Size of the screen, in its own pixels. */
  readonly width: number;
  readonly height: number;
  /** The content of the screen. */
  readonly children: ReactNode;
}

/** A screen in its real size, scaled down: the display's style sheet sees the real dimensions. */
export function ScreenFrame({ title, width, height, children }: ScreenFrameProps) {
  const [mount, setMount] = useState<HTMLElement | null>(null);
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const roomPx = useWidthOf(box);
  const tallest = typeof window === 'undefined' ? 0 : window.innerHeight * 0.45;
  const scale = Math.min(1, roomPx / width, tallest / height);
  return (
    <div ref={setBox} className="w-full">
      {/* One picture for screen readers: the frame contains a whole page, with its own landmarks. */}
      <div
        role="img"
        aria-label={title}
        className="relative mx-auto overflow-hidden rounded-lg border border-line bg-line"
        style={{ width: width * scale, height: height * scale }}
      >
        <iframe
          title={title}
          src={under('/display/preview')}
          aria-hidden="true"
          tabIndex={-1}
          width={width}
          height={height}
          className="absolute left-0 top-0 max-w-none origin-top-left border-0"
          style={{ transform: `scale(${scale})` }}
          onLoad={(event) =>
            setMount(event.currentTarget.contentDocument?.getElementById(previewMountId) ?? null)
          }
        />
      </div>
      {mount && createPortal(children, mount)}
    </div>
  );
}

/** The width of an element as it is laid out now, CSS pixels. */
function useWidthOf(element: HTMLElement | null): number {
  const subscribe = useCallback(
    (changed: () => void) => {
      if (element === null) return () => {};
      const observer = new ResizeObserver(changed);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [element],
  );
  return useSyncExternalStore(
    subscribe,
    () => element?.clientWidth ?? 0,
    () => 0,
  );
}
