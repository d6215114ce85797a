import { type CSSProperties, memo, useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl';
import { themeCss } from '#components/display/theme-style.tsx';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { DisplayScreen } from '#lib/contract/display-report.ts';
import { useDisplayParts, wordsOf } from './display-parts.ts';
import { SmallDisplay } from './small-display.tsx';
import { useScreenWord } from './use-screen-word.ts';

/** The space of a thumbnail, in pixels; the picture in it has the shape of its screen. */
const room = { width: 168, height: 112 } as const;
/** The size of a screen that has not reported one. */
const usual = { width: 16, height: 9 } as const;
/** Minimum side: a smaller picture cannot be recognised. */
const minSide = 20;

export interface DisplayThumbnailProps {
  readonly display: DisplayStatus;
  /** The reporting screen; undefined: none is connected, or it has not reported yet. */
  readonly screen: DisplayScreen | undefined;
  /** While the page is scrolled nothing new is drawn. */
  readonly isWaiting?: boolean;
}

/** What a screen reports to show, in the screen's shape. */
export const DisplayThumbnail = memo(function DisplayThumbnail({
  display,
  screen,
  isWaiting = false,
}: DisplayThumbnailProps) {
  const t = useTranslations('fleet');
  const word = useScreenWord(display);
  const [isDrawn, setIsDrawn] = useState(false);
  const mayDraw = !isWaiting && screen !== undefined;
  // Once the page and its style sheets are loaded.
  useEffect(() => {
    if (mayDraw) setIsDrawn(true);
  }, [mayDraw]);
  const { width, height } = screen ?? display.screen ?? usual;
  const scale = Math.min(room.width / Math.max(1, width), room.height / Math.max(1, height));
  const size: CSSProperties = {
    width: Math.max(minSide, Math.round(width * scale)),
    height: Math.max(minSide, Math.round(height * scale)),
  };
  return (
    <div className="flex flex-none items-center justify-center" style={room}>
      {screen === undefined ? (
        <div
          data-thumbnail="none"
          className="flex items-center justify-center rounded-md border border-dashed border-muted p-1 text-center text-xs text-muted"
          style={size}
        >
          {t('noScreen')}
        </div>
      ) : (
        <div
          role="img"
          aria-label={`${t('shownNow')}: ${word(screen)}`}
          data-thumbnail={screen.light}
          className="overflow-hidden rounded-md bg-line outline outline-1 outline-line"
          style={size}
        >
          {isDrawn && <Window display={display} screen={screen} />}
        </div>
      )}
    </div>
  );
});

/**
 * The display in a frame of its own: its style sheet uses the frame's shape, so that the layout is that of the
 * screen, whatever shape the console has.
 */
function Window({ display, screen }: { readonly display: DisplayStatus; readonly screen: DisplayScreen }) {
  const parts = useDisplayParts();
  const [body, setBody] = useState<HTMLElement>();
  const words = wordsOf(parts, display);
  const languageCount = display.look?.rotate === true ? words.length : 1;
  const own = themeCss(display.look, display.layout ?? 'light', languageCount);
  const [page] = useState(() => pageOf(parts.css));
  const opened = useCallback((frame: HTMLIFrameElement | null) => {
    if (frame === null) return;
    const update = () => setBody(frame.contentDocument?.body);
    frame.addEventListener('load', update);
    return () => frame.removeEventListener('load', update);
  }, []);
  return (
    <>
      <iframe
        ref={opened}
        srcDoc={page}
        title={display.display}
        aria-hidden="true"
        tabIndex={-1}
        className="pointer-events-none block h-full w-full border-0"
      />
      {body !== undefined &&
        createPortal(
          <>
            {/* biome-ignore lint/security/noDangerouslySetInnerHtml: colours and addresses that the configuration has checked */}
            <style dangerouslySetInnerHTML={{ __html: own }} />
            <SmallDisplay display={display} screen={screen} words={words} />
          </>,
          body,
        )}
    </>
  );
}

/** With the style sheets of this page, which include those of the display. */
function pageOf(css: string): string {
  const sheets = [...document.querySelectorAll('link[rel="stylesheet"], head style')];
  return `<!doctype html><html><head>${sheets.map((each) => each.outerHTML).join('')}<style>${css}</style></head><body></body></html>`;
}
