import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Resvg } from '@resvg/resvg-wasm';

const width = 640;
const height = 140;
const ink = '#17171a';
const faint = '#d4d4d0';

/**
 * Bars side by side, as wide as the labels that stand below them as text: a picture holds no words, so that it needs no
 * font and is the same in every language. What is not known is a dot on the line.
 *
 * @param limit a line across, such as the capacity
 */
export function barsSvg(values: readonly (number | null)[], limit?: number): string {
  const most = Math.max(1, limit ?? 0, ...values.map((value) => value ?? 0));
  const step = width / Math.max(1, values.length);
  const bar = Math.max(2, step * 0.66);
  const shapes = values.map((value, at) => {
    const middle = (at + 0.5) * step;
    if (value === null) return `<circle cx="${middle.toFixed(1)}" cy="${height - 4}" r="3" fill="${faint}"/>`;
    const tall = Math.max(value > 0 ? 2 : 0, (value / most) * (height - 12));
    return `<rect x="${(middle - bar / 2).toFixed(1)}" y="${(height - tall).toFixed(1)}" width="${bar.toFixed(1)}" height="${tall.toFixed(1)}" rx="2" fill="${ink}"/>`;
  });
  const y = limit === undefined ? undefined : height - (limit / most) * (height - 12);
  const line =
    y === undefined
      ? ''
      : `<line x1="0" x2="${width}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" stroke="${ink}" stroke-width="1.5" stroke-dasharray="6 5"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>` +
    `<line x1="0" x2="${width}" y1="${height - 0.5}" y2="${height - 0.5}" stroke="${faint}"/>${shapes.join('')}${line}</svg>`
  );
}

let loading: Promise<typeof Resvg> | undefined;

/** A drawing as mail programs show it: they do not show SVG. Loaded when the first report is sent. */
export async function pngOf(svg: string): Promise<Buffer> {
  loading ??= load();
  loading.catch(() => {
    loading = undefined;
  });
  const Renderer = await loading;
  const drawing = new Renderer(svg, { fitTo: { mode: 'zoom', value: 2 }, font: { loadSystemFonts: false } });
  try {
    const picture = drawing.render();
    try {
      return Buffer.from(picture.asPng());
    } finally {
      picture.free();
    }
  } finally {
    drawing.free();
  }
}

async function load(): Promise<typeof Resvg> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  // Beside the bundle; in the sources, in its package.
  const beside = new URL('./resvg.wasm', import.meta.url);
  const inPackage = () => createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(await readFile(beside).catch(() => readFile(inPackage())));
  return Resvg;
}
