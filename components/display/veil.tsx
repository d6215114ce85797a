import { type CSSProperties, memo, type Ref } from 'react';
import type { Emergency } from '#lib/contract/emergency.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { Scene } from './scene.tsx';

/** The veil begins to fade in so long before the light's time is over. */
export const veilFadeMs = 300;

interface VeilProps {
  /** For how long after the first paint the light may be seen. */
  readonly validForMs: number;
  readonly words: readonly FaceWords[];
  readonly simulated: boolean;
  readonly emergency: Emergency | undefined;
  readonly rotate: boolean;
  readonly ref: Ref<HTMLDivElement>;
}

/**
 * The `unknown` scene over the light, invisible until the light's time is over. Each message that is drawn starts
 * its time anew; when none is, for whatever reason, it appears.
 */
export const Veil = memo(function Veil({ validForMs, ref, ...scene }: VeilProps) {
  const style: CSSProperties = { animationDelay: `${Math.max(0, validForMs - veilFadeMs)}ms` };
  return (
    <div ref={ref} className="glass-veil" style={style} aria-hidden="true">
      <Scene light="unknown" {...scene} ghost />
    </div>
  );
});
