import { expect, it } from 'vitest';
import { engineName } from './engine-name.ts';

it.each([
  [
    'Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) AppleWebKit/537.36 (KHTML, like Gecko) 85.0.4183.93/6.5 TV Safari/537.36 Chrome/85.0.4183.93',
    'Chromium 85 · Tizen 6.5',
  ],
  [
    'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36',
    'Chromium 79 · webOS',
  ],
  [
    'BrightSign/8.5.53 (XT1144) Mozilla/5.0 (Linux aarch64) AppleWebKit/537.36 (KHTML, like Gecko) QtWebEngine/5.15 Chrome/87.0.4280.144 Safari/537.36',
    'Chromium 87 · BrightSign 8.5.53',
  ],
  ['Mozilla/5.0 (X11; Linux aarch64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox 128 · Linux on ARM'],
  [
    'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    'Safari 16.6 · iOS 16',
  ],
  ['something nobody has ever heard of, and long besides', 'something nobody has ever heard of, and '],
])('%s', (userAgent, name) => {
  expect(engineName(userAgent)).toBe(name);
});
