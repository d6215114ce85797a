import { createHash } from 'node:crypto';
import { escape as escaped } from 'es-toolkit';
import type { Language } from '#lib/i18n/language.ts';

/**
 * The page on which people count. It holds no number and needs nobody to sign in, so that a phone keeps it and opens it
 * without a network; `public/count.js` fills it and `public/count-worker.js` keeps it.
 */
export function countPage({ locale, count }: Language): { readonly html: string; readonly policy: string } {
  const words = JSON.stringify(count).replaceAll('<', String.raw`\u003c`);
  const word = (key: keyof typeof count) => escaped(count[key]);
  const html = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${word('title')}</title>
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fafaf9">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#111113">
<link rel="icon" href="/icons/console-any-192.png">
<style>${style}</style>
<script id="words" type="application/json">${words}</script>
<script src="/count.js" defer></script>
</head>
<body>
<header><h1 data-part="name">${word('title')}</h1><p data-part="zone"></p></header>
<p data-part="state" role="status" aria-live="polite"></p>
<div data-part="notice" role="alert" hidden><p></p><a hidden></a><button type="button" hidden></button></div>
<main>
<section data-part="start" hidden><p>${word('intro')}</p><button type="button" class="main">${word('start')}</button></section>
<section data-part="count" hidden>
<div class="pair">
<button type="button" class="main in" data-way="in"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 4h6M4 20h6M4 4v16M21 12H9M14 7l-5 5 5 5"/></svg><span>${word('in')}</span></button>
<button type="button" class="out" data-way="out"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 4h6M4 20h6M4 4v16M9 12h12M16 7l5 5-5 5"/></svg><span>${word('out')}</span></button>
</div>
<p class="total" data-part="total" aria-live="off"></p>
<div class="foot"><button type="button" data-part="undo" disabled>${word('undo')}</button><button type="button" data-part="stop">${word('stop')}</button></div>
</section>
</main>
<noscript><p>${word('noScript')}</p></noscript>
</body>
</html>
`;
  return { html, policy };
}

const style = `
:root{color-scheme:light dark;--paper:#fafaf9;--raised:#fff;--ink:#17171a;--muted:#5b5b63;--line:#d4d4d0}
@media (prefers-color-scheme:dark){:root{--paper:#111113;--raised:#1b1b1e;--ink:#f3f3f2;--muted:#a3a3ab;--line:#3a3a40}}
*{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
html,body{height:100%}
body{display:flex;flex-direction:column;gap:.6rem;background:var(--paper);color:var(--ink);font:17px/1.4 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;padding:max(1rem,env(safe-area-inset-top)) 1rem max(1rem,env(safe-area-inset-bottom));-webkit-text-size-adjust:100%;touch-action:manipulation;overscroll-behavior:none}
header,[data-part=state],[data-part=notice],main{width:100%;max-width:48rem;margin:0 auto}
h1{font-size:1.5rem;line-height:1.2;letter-spacing:-.02em;overflow-wrap:anywhere}
header p,[data-part=state]{color:var(--muted);font-variant-numeric:tabular-nums}
[data-part=state]{min-height:1.4em}
[data-part=state][data-kind=waiting]{color:var(--ink);font-weight:600}
[data-part=notice]{padding:.8rem 1rem;border:2px solid var(--ink);border-radius:.8rem;background:var(--raised)}
main{flex:1;display:flex;min-height:0}
section{flex:1;display:flex;flex-direction:column;gap:.8rem;min-height:0}
.pair{flex:1;display:grid;grid-template-rows:1fr 1fr;gap:.8rem;min-height:13rem}
button,a{font:inherit;font-weight:600;min-height:3rem;padding:.5rem 1.2rem;border:2px solid var(--ink);border-radius:1rem;background:transparent;color:var(--ink);cursor:pointer;display:inline-flex;align-items:center;justify-content:center;gap:.6rem;text-decoration:none;-webkit-tap-highlight-color:transparent}
[data-part=notice] a,[data-part=notice] button{margin-top:.6rem}
.pair button{font-size:clamp(1.8rem,9vw,3.2rem);flex-direction:column;user-select:none;-webkit-user-select:none}
.pair svg{width:clamp(2.5rem,14vw,5rem);fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.main{background:var(--ink);color:var(--paper)}
button:focus-visible,a:focus-visible{outline:3px solid var(--muted);outline-offset:3px}
button:disabled{opacity:.4;cursor:default}
.pair button.hit{transform:scale(.97)}
.total{text-align:center;font-size:1.25rem;font-weight:600;font-variant-numeric:tabular-nums}
.foot{display:flex;gap:.8rem}
.foot button{flex:1}
@media (min-width:40rem){.pair{grid-template-rows:1fr;grid-template-columns:1fr 1fr}}
@media (prefers-reduced-motion:reduce){.pair button.hit{transform:none}}
`.trim();

/** Also where a phone has kept the page: everything it asks for is ours. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');
