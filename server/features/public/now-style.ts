import { validForMs } from '#server/site/zone-state.ts';

/**
 * The style sheet of the public page. Colour means the light, and nothing else. Without scripts it covers the
 * light when its validity ends: an animation lays the unknown light over it.
 */
export const nowStyle = `
:root{color-scheme:light dark;--paper:#fafaf9;--raised:#fff;--ink:#17171a;--muted:#5b5b63;--line:#e2e2df}
@media (prefers-color-scheme:dark){:root{--paper:#111113;--raised:#1b1b1e;--ink:#f3f3f2;--muted:#a3a3ab;--line:#303035}}
*{box-sizing:border-box;margin:0}
body{background:var(--paper);color:var(--ink);font:17px/1.45 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;padding:max(1.25rem,env(safe-area-inset-top)) 1rem 2rem;-webkit-text-size-adjust:100%}
main,header,footer{max-width:40rem;margin:0 auto}
h1{font-size:1.6rem;line-height:1.2;letter-spacing:-.02em}
h2{font-size:1.05rem;line-height:1.3}
h3{font-size:1rem}
header p{color:var(--muted);margin-top:.15rem}
.zone{position:relative;overflow:hidden;margin-top:1rem;padding:1.1rem 1.25rem 1.35rem;border-radius:1rem;min-height:9.5rem;background:var(--tone);color:var(--on);--tone:#3b4856;--on:#fff}
.zone[data-light=green]{--tone:#2fb873;--on:#04160c}
.zone[data-light=amber]{--tone:#ffc02e;--on:#1c1200}
.zone[data-light=red]{--tone:#98131f;--on:#fff}
.zone[data-light=closed]{--tone:#14181d;--on:#fff}
@media (prefers-color-scheme:dark){.zone[data-light=closed]{box-shadow:inset 0 0 0 1px var(--line)}}
.face{padding-inline-end:4rem}
.word{margin-top:.35rem;font-size:clamp(1.9rem,9vw,2.9rem);font-weight:700;line-height:1.08;letter-spacing:-.03em;overflow-wrap:break-word;text-wrap:balance}
.number{margin-top:.6rem;font-variant-numeric:tabular-nums}
.number:empty,.wait:empty{display:none}
.wait{font-weight:600}
.bar{display:block;width:100%;height:.6rem;margin-top:.9rem;border-radius:.3rem;overflow:hidden}
.bar .all{fill:var(--on);opacity:.22}
.bar .now{fill:var(--on)}
[data-light=unknown] .bar,[data-light=closed] .bar{display:none}
.lamps{position:absolute;top:1.1rem;inset-inline-end:1.1rem;width:2.2rem;height:5.4rem}
.lamps rect{fill:#14181d}
.lamps circle{fill:#4a525c}
[data-light=closed] .lamps rect{stroke:#4a525c;stroke-width:1}
[data-light=green] .g{fill:#2fb873}
[data-light=amber] .a{fill:#ffc02e}
[data-light=red] .r{fill:#f0525f}
.late{position:absolute;inset:0;padding:inherit;padding-inline-end:5.25rem;--tone:#3b4856;--on:#fff;background:var(--tone);color:var(--on);visibility:hidden;animation:late 0s ${validForMs}ms forwards}
@keyframes late{to{visibility:visible}}
/* Over a lamp that is lit in the page below. */
.zone .late circle{fill:#4a525c}
[data-live] .late,[data-light=unknown] .late{display:none}
.card{margin-top:1rem;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:1rem;background:var(--raised)}
.curve{display:block;width:100%;height:auto;margin-top:.6rem;overflow:visible}
.curve text{font-size:11px;fill:var(--muted);font-variant-numeric:tabular-nums}
.curve line{stroke:var(--line);vector-effect:non-scaling-stroke}
.key path,.curve polyline{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round;vector-effect:non-scaling-stroke}
.today{stroke:var(--ink)}
.usual{stroke:var(--muted);stroke-dasharray:1 5}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin-top:.5rem;color:var(--muted);font-size:.9rem}
.key span{display:inline-flex;align-items:center;gap:.5rem}
.key svg{width:1.6rem;height:.5rem;stroke-width:2.5;stroke-linecap:round}
.quiet{margin-top:.5rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.5rem;margin-top:.5rem;font-variant-numeric:tabular-nums}
dt{color:var(--muted)}
footer{margin-top:1.25rem;color:var(--muted);font-size:.95rem}
nav{display:flex;flex-wrap:wrap;gap:0 1.25rem}
a{color:inherit;display:inline-flex;align-items:center;min-height:44px;text-underline-offset:.2em}
a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
@media (min-width:48rem){body{padding-top:2.5rem}h1{font-size:2rem}.curve text{font-size:7px}}
`.trim();
