'use client';

import { useEffect, useRef } from 'react';
import { under } from '#lib/base-path.ts';

/** The picture behind a light, in shades of its colour, and over it the video if it plays. */
export function Background({ video }: { readonly video: string | undefined }) {
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const background = ref.current;
    if (!background || !video) return;
    let isGone = false;
    let stop = () => {};
    import('#lib/display/moving-background.ts').then(
      ({ playOn }) => {
        if (!isGone) stop = playOn(background, under(video));
      },
      // Without it the light is plain, like with a video that does not play.
      () => {},
    );
    return () => {
      isGone = true;
      stop();
    };
  }, [video]);

  return <div ref={ref} className="glass-ground" aria-hidden="true" />;
}
