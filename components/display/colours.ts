import type { Light } from '#lib/contract/light.ts';
import tailwind from '../../tailwind.config.ts';

/** Colour of a light, and of the text on it. */
export interface LightColours {
  readonly tone: string;
  readonly ink: string;
}

const { green, amber, red, unknown, closed } = tailwind.theme.extend.colors.light;

/** The colours of the five lights. For the server: it reads the design tokens. */
export const lightColours: Readonly<Record<Light, LightColours>> = {
  green: { tone: green.DEFAULT, ink: green.ink },
  amber: { tone: amber.DEFAULT, ink: amber.ink },
  red: { tone: red.DEFAULT, ink: red.ink },
  unknown: { tone: unknown.DEFAULT, ink: unknown.ink },
  closed: { tone: closed.DEFAULT, ink: closed.ink },
};
