import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import type { Emergency, Light } from '#lib/contract/light.ts';

/** The lamps in their places, as on the display: red on top. */
const lamps = [
  { light: 'red', cy: 9 },
  { light: 'amber', cy: 24 },
  { light: 'green', cy: 39 },
] as const;

const lit: Readonly<Record<'red' | 'amber' | 'green', string>> = {
  red: 'fill-light-red stroke-white/80',
  amber: 'fill-light-amber stroke-light-amber',
  green: 'fill-light-green stroke-light-green',
};

const sizes = { small: 'h-9 w-4', normal: 'h-14 w-6', large: 'h-24 w-10' } as const;

export interface LightMarkProps {
  readonly light: Light;
  readonly size?: keyof typeof sizes;
}

/**
 * A small traffic light. The lit lamp is also recognisable by place and brightness; its name stands beside it.
 */
export function LightMark({ light, size = 'normal' }: LightMarkProps) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 48" className={clsx('flex-none', sizes[size])}>
      <rect x="0.5" y="0.5" width="19" height="47" rx="9.5" className="fill-light-closed stroke-line" />
      {lamps.map((lamp) => (
        <circle
          key={lamp.light}
          cx="10"
          cy={lamp.cy}
          r="5.5"
          strokeWidth="1.2"
          className={clsx(
            'transition-[fill,stroke] motion-reduce:transition-none duration-300',
            lamp.light === light ? lit[lamp.light] : 'fill-white/10 stroke-transparent',
          )}
        />
      ))}
      {light === 'unknown' && (
        <>
          <rect x="0.5" y="0.5" width="19" height="47" rx="9.5" className="fill-light-unknown" />
          <path d="M6 24h8" className="stroke-white" strokeWidth="2.5" strokeLinecap="round" />
        </>
      )}
      {light === 'closed' && (
        <path d="M6.5 20.5l7 7m0-7l-7 7" className="stroke-white" strokeWidth="2.2" strokeLinecap="round" />
      )}
    </svg>
  );
}

export interface LightWordProps {
  readonly light: Light;
  /** The emergency shown on the zone's displays. */
  readonly emergency?: Emergency | undefined;
}

/** The name of a light, or of the emergency. */
export function LightWord({ light, emergency }: LightWordProps) {
  return <>{useLightWord()(light, emergency)}</>;
}

/** The words that `LightWord` shows, where text is needed. */
export function useLightWord(): (light: Light, emergency: Emergency | undefined) => string {
  const lights = useTranslations('light');
  const held = useTranslations('heldLight');
  return (light, emergency) => {
    const isHeld = light === 'closed' || light === 'red';
    return emergency !== undefined && isHeld ? held(emergency) : lights(light);
  };
}
