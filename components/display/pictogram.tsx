import type { ReactElement } from 'react';
import type { Emergency, Light } from '#lib/contract/light.ts';

const limb = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** Solid signs on a field of 100 by 100, distinguishable from 5 m away without colour. */
const signs: Readonly<Record<Light | Emergency, ReactElement>> = {
  /** A person walking through an open door. */
  green: (
    <>
      <path {...limb} strokeWidth="7" strokeLinejoin="miter" d="M62 5.5 H94.5 V94.5 H62" />
      <circle cx="41" cy="14.5" r="9.5" fill="currentColor" />
      <path {...limb} strokeWidth="13" d="M38.5 36 L36 57" />
      <path {...limb} strokeWidth="9.5" d="M36.5 57 L49 71 L52 92" />
      <path {...limb} strokeWidth="9.5" d="M36 57 L30 75 L14 90" />
      <path {...limb} strokeWidth="8" d="M41 35 L50 48 L62 52" />
      <path {...limb} strokeWidth="8" d="M36 35 L23 42 L18 55" />
    </>
  ),
  /** People standing close: slow. */
  amber: (
    <>
      <circle cx="50" cy="19" r="12.5" fill="currentColor" />
      <path fill="currentColor" d="M31 93 V55 a19 19 0 0 1 38 0 V93 Z" />
      <circle cx="15.5" cy="37" r="9.5" fill="currentColor" />
      <path fill="currentColor" d="M2 93 V66 a13.5 13.5 0 0 1 24 -8.4 V93 Z" />
      <circle cx="84.5" cy="37" r="9.5" fill="currentColor" />
      <path fill="currentColor" d="M98 93 V66 a13.5 13.5 0 0 0 -24 -8.4 V93 Z" />
    </>
  ),
  /** An open hand: stop. */
  red: (
    <>
      <path {...limb} strokeWidth="11" d="M33 50 V20 M47 48 V11 M61 48 V14 M75 52 V25" />
      <path
        fill="currentColor"
        d="M27.5 44 H80.5 V66 C80.5 84 70 95 53 95 C40 95 33 89 27 79 L11 55 a6 6 0 0 1 9.5 -7 L27.5 56 Z"
      />
    </>
  ),
  /** Somebody of the staff who can be asked; what they would say is not known: a dash. */
  unknown: (
    <>
      <circle cx="32" cy="45" r="15" fill="currentColor" />
      <path fill="currentColor" d="M3 95 C3 76 14 65 32 65 C50 65 61 76 61 95 Z" />
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M57 4 H91 a6 6 0 0 1 6 6 V36 a6 6 0 0 1 -6 6 H72 L60 54 V42 H57 a6 6 0 0 1 -6 -6 V10 a6 6 0 0 1 6 -6 Z M61 18 H87 V27 H61 Z"
      />
    </>
  ),
  /** A closed door. */
  closed: (
    <>
      <path {...limb} strokeWidth="7" strokeLinejoin="miter" d="M19 95 V5.5 H81 V95" />
      <path fill="currentColor" fillRule="evenodd" d="M28.5 15 H71.5 V95 H28.5 Z M64 51 a5 5 0 1 0 0 .01 Z" />
      <path {...limb} strokeWidth="7" d="M6 95 H94" />
    </>
  ),
  /** A person running, with an arrow. */
  leave: (
    <>
      <circle cx="45" cy="12" r="9" fill="currentColor" />
      <path {...limb} strokeWidth="13" d="M41 33 L33 53" />
      <path {...limb} strokeWidth="9.5" d="M34 54 L50 65 L46 90" />
      <path {...limb} strokeWidth="9.5" d="M32 55 L24 74 L4 76" />
      <path {...limb} strokeWidth="8" d="M43 31 L53 44 L65 42" />
      <path {...limb} strokeWidth="8" d="M40 31 L24 33 L16 46" />
      <path {...limb} strokeWidth="9" d="M68 66 H93 M82 53 L95 66 L82 79" />
    </>
  ),
  /** The "no entry" road sign. */
  'keep-out': (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M50 3 a47 47 0 1 0 0.01 0 Z M20 40 H80 a4 4 0 0 1 4 4 V56 a4 4 0 0 1 -4 4 H20 a4 4 0 0 1 -4 -4 V44 a4 4 0 0 1 4 -4 Z"
    />
  ),
};

/** The sign of a light or an emergency, in the colour of the surrounding text. */
export function Pictogram({ of }: { readonly of: Light | Emergency }) {
  return (
    <svg
      className="glass-pictogram"
      viewBox="0 0 100 100"
      preserveAspectRatio="xMinYMid"
      aria-hidden="true"
      focusable="false"
    >
      {signs[of]}
    </svg>
  );
}
