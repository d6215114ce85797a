import { setUpWords } from '#lib/i18n/door.ts';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';

/**
 * The page shown while the pages are not up, or cannot be reached: readable from the door, and replaced on its
 * own. It needs no script and loads nothing.
 *
 * @param languages BCP 47 tags, best first, or the browser's `Accept-Language`
 * @param path of the requested page: a screen at the door hides the pointer, staff need it
 */
export async function waitingPage(languages: string | undefined, path: string): Promise<string> {
  const { lang, dir, setUp } = await setUpWords(acceptedLanguages(languages ?? ''));
  const { title } = setUp.oneMoment;
  const cursor = path.startsWith('/display') ? 'cursor: none; ' : '';
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>${title}</title>
<style>
html { height: 100%; background: #3b4856; color: #fff; font-family: Inter, system-ui, sans-serif; ${cursor}}
body { height: 100%; margin: 0; display: flex; align-items: center; justify-content: center; }
p { margin: 0; font-size: 10vmin; font-weight: 600; text-align: center; }
</style>
</head>
<body><p role="status">${title}</p></body>
</html>
`;
}
