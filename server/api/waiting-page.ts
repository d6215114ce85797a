import { acceptedLanguages } from '#lib/i18n/door-languages.ts';
import { firstLanguage } from '#lib/i18n/languages.ts';

/**
 * What is answered while the pages are not up: calm, readable from the door, and gone by itself. It needs
 * no script and loads nothing.
 *
 * @param wanted the browser's `Accept-Language`
 */
export function waitingPage(wanted: string | undefined): string {
  const { locale, console: words } = firstLanguage(acceptedLanguages(wanted ?? ''));
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>${words.app.oneMoment}</title>
<style>
html { height: 100%; background: #3b4856; color: #fff; font-family: Inter, system-ui, sans-serif; }
body { height: 100%; margin: 0; display: flex; align-items: center; justify-content: center; }
p { margin: 0; font-size: 10vmin; font-weight: 600; text-align: center; }
</style>
</head>
<body><p role="status">${words.app.oneMoment} …</p></body>
</html>
`;
}
