import { type ReactNode, useEffect, useState } from 'react';
import type { Light } from '#lib/contract/light.ts';

/** A little longer than the fade of `.scene-entering`. */
const fadeMs = 400;

interface ScenesProps {
  readonly light: Light;
  readonly children: (light: Light, className: string | undefined) => ReactNode;
}

interface Layers {
  readonly light: Light;
  readonly leaving: Light | undefined;
}

/** Lays the scene of a new light over the old one, which is removed when it is covered. */
export function Scenes({ light, children }: ScenesProps) {
  const [layers, setLayers] = useState<Layers>({ light, leaving: undefined });
  if (layers.light !== light) setLayers({ light, leaving: layers.light });

  useEffect(() => {
    if (layers.leaving === undefined) return;
    const covered = setTimeout(() => setLayers({ light: layers.light, leaving: undefined }), fadeMs);
    return () => clearTimeout(covered);
  }, [layers]);

  return (
    <div role="status" aria-live="polite" className="scenes">
      {layers.leaving && (
        <div key={layers.leaving} aria-hidden="true">
          {children(layers.leaving, undefined)}
        </div>
      )}
      <div key={layers.light}>{children(layers.light, layers.leaving && 'scene-entering')}</div>
    </div>
  );
}
