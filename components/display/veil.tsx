import { type CSSProperties, memo, type Ref } from 'react';
import type { Emergency } from '#lib/contract/light.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { Scene } from './scene.tsx';

/** The veil begins to fade in this long before the light's validity ends. */
export const veilFadeMs = 300;

interface VeilProps {
  /** How long after the first paint the light may be shown. */
  readonly validForMs: number;
  readonly words: readonly FaceWords[];
  readonly simulated: boolean;
  readonly emergency: Emergency | undefined;
  readonly rotate: boolean;
  readonly ref: Ref<HTMLDivElement>;
}

/**
 * The `unknown` scene over the light, invisible until the light's validity ends. Each drawn message renews it;
 * without one, for whatever reason, the veil appears.
 */
export const Veil = memo(function Veil({ validForMs, ref, ...scene }: VeilProps) {
  const style: CSSProperties = { animationDelay: `${Math.max(0, validForMs - veilFadeMs)}ms` };
  return (
    <div ref={ref} className="glass-veil" style={style} aria-hidden="true">
      <Scene light="unknown" {...scene} ghost />
    </div>
  );
});
