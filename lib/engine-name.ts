const engines: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|Chromium)\/(\d+)/, 'Chromium'],
  [/Version\/(\d+(?:\.\d+)?).*Safari/, 'Safari'],
];

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/BrightSign\/([\d.]+)/, 'BrightSign'],
  [/Tizen ([\d.]+)/, 'Tizen'],
  [/Web0S|webOS/i, 'webOS'],
  [/Android ([\d.]+)/, 'Android'],
  [/(?:iPhone|CPU) OS (\d+)/, 'iOS'],
  [/Windows NT/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux (?:armv|aarch)/, 'Linux on ARM'],
  [/Linux/, 'Linux'],
];

/** A user agent as people read it: `Chromium 79 · Tizen 6.5`. What nobody knows is shortened. */
export function engineName(userAgent: string): string {
  const found = [nameIn(engines, userAgent), nameIn(systems, userAgent)].filter((name) => name !== undefined);
  return found.length === 0 ? userAgent.slice(0, 40) : found.join(' · ');
}

function nameIn(names: typeof engines, userAgent: string): string | undefined {
  for (const [pattern, name] of names) {
    const match = pattern.exec(userAgent);
    if (match !== null) return match[1] === undefined ? name : `${name} ${match[1]}`;
  }
  return undefined;
}
