import { z } from 'zod';
import type { DisplayTheme } from '#lib/contract/display-theme.ts';
import { type Light, lights } from '#lib/contract/light.ts';
import { contrast, inkOn } from '#lib/display/contrast.ts';

/** Texts of a door are short: people read them while walking. */
const textExpected = 'a text of at most 80 characters';
const placeholders = new Set(['{free}', '{occupancy}', '{capacity}', '{wait}', '{quieter}', '{about}']);
const text = z
  .string(textExpected)
  .trim()
  .min(1, textExpected)
  .max(80, textExpected)
  .refine(
    (written) => (written.match(/\{[^}]*\}?|\}/g) ?? []).every((each) => placeholders.has(each)),
    `a text with no other placeholders than ${[...placeholders].join(', ')}`,
  );
const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'a language such as de or pt-BR (BCP 47)');

const colourExpected = 'a colour such as "#2fb873", in quotes';
const colour = z
  .string(colourExpected)
  .regex(/^#[0-9a-f]{6}$/i, colourExpected)
  .transform((hex) => hex.toLowerCase());

/** Below this ratio the word cannot be read from where visitors stand. */
const minContrast = 3;
/** The ratio that WCAG 2.2 requires for text that everybody should read (1.4.6). */
const goodContrast = 7;

/** A single colour: the text on it is then black or white, whichever has more contrast. */
const colourPair = z
  .union([
    colour.transform((tone) => ({ tone, ink: inkOn(tone) })),
    z.strictObject({ tone: colour, ink: colour }),
  ])
  .refine(
    ({ tone, ink }) => contrast(tone, ink) >= minContrast,
    'a text that differs more from its ground: their contrast must reach 3:1, better 7:1',
  );

/** Maximum size of a logo in the page itself: 100 KB. */
const longestLogo = 100 * 1024;
const logoExpected = 'an https address, a path such as /logo.svg, or a data:image/ address of at most 100 KB';
// No quotes, brackets or backslashes: the value goes into a style sheet.
const logoPattern =
  /^(https:\/\/[\w.-]+(:\d+)?\/[\w./~%?&=+,:@-]*|\/(?!\/)[\w./~%-]+|data:image\/[\w+.-]+;base64,[\w+/=]+)$/;
const logo = z.string(logoExpected).max(longestLogo, logoExpected).regex(logoPattern, logoExpected);

/** An almost black screen would look broken. */
const maxDim = 0.9;
const dimExpected = `how much darker outside opening hours, from 0 to ${maxDim}`;
/** A background must be a file of the server itself: a screen must not depend on others. */
function fileOf(what: string, example: string) {
  const expected = `the path of ${what} on this server, such as ${example}`;
  return z.string(expected).regex(/^\/(?!\/)[\w./~%-]+$/, expected);
}
const background = z
  .strictObject(
    {
      picture: fileOf('a picture', '/media/….jpg').optional(),
      video: fileOf('a video', '/media/….mp4').optional(),
    },
    // Only for values that are no mapping: otherwise this message would hide that of unknown keys.
    {
      error: (issue) =>
        issue.code === 'invalid_type' ? 'a mapping such as { picture: /media/….jpg }' : undefined,
    },
  )
  .refine(({ picture, video }) => picture !== undefined || video !== undefined, 'a picture or a video');

function perLight<T extends z.ZodType>(of: T) {
  return z.partialRecord(z.enum(lights), of);
}

/** The keys of a display's theme. */
export const themeShape = {
  texts: z.record(language, perLight(text)).exactOptional(),
  rotate: z.boolean().exactOptional(),
  logo: logo.exactOptional(),
  background: background.exactOptional(),
  chime: z.boolean().exactOptional(),
  speak: z.boolean().exactOptional(),
  colours: perLight(colourPair).exactOptional(),
  dim: z.number(dimExpected).min(0, dimExpected).max(maxDim, dimExpected).exactOptional(),
  pixelShift: z.boolean().exactOptional(),
};
export const themeKeys = z.object(themeShape).keyof().options;

/** The lights whose text has too little contrast. */
export function lowContrastOf(theme: DisplayTheme | undefined): Light[] {
  return lights.filter((light) => {
    const colours = theme?.colours?.[light];
    return colours !== undefined && contrast(colours.tone, colours.ink) < goodContrast;
  });
}
