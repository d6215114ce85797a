import { createHash } from 'node:crypto';

/**
 * The kinds of answers, for browsers:
 * - `display`: the page of a screen or for visitors, which others may frame;
 * - `preview`: the empty display into which the console draws;
 * - `console`: every other page, for people who are signed in or about to be;
 * - `docs`: the description of the API;
 * - `file`: what displays load, also where they are framed, and what other web sites load;
 * - `program`: everything else, which no browser shows.
 */
export type AnswerKind = 'display' | 'preview' | 'console' | 'docs' | 'file' | 'program';

interface KindRules {
  readonly isPage: boolean;
  /**
   * `frame-ancestors`; undefined: anybody. Local files and apps that frame a display have no origin that could
   * be listed.
   */
  readonly framedBy: "'self'" | "'none'" | undefined;
  /** Cross-Origin-Resource-Policy. */
  readonly loadedBy: 'same-origin' | 'cross-origin';
  /** Whether windows of other origins lose their reference to it (Cross-Origin-Opener-Policy). */
  readonly isIsolated: boolean;
}

const rules: Readonly<Record<AnswerKind, KindRules>> = {
  display: { isPage: true, framedBy: undefined, loadedBy: 'cross-origin', isIsolated: false },
  preview: { isPage: true, framedBy: "'self'", loadedBy: 'same-origin', isIsolated: false },
  console: { isPage: true, framedBy: "'self'", loadedBy: 'same-origin', isIsolated: true },
  docs: { isPage: true, framedBy: "'none'", loadedBy: 'same-origin', isIsolated: true },
  // A sandboxed frame has no origin: `same-origin` would refuse its style sheet and font.
  file: { isPage: false, framedBy: "'none'", loadedBy: 'cross-origin', isIsolated: false },
  program: { isPage: false, framedBy: "'none'", loadedBy: 'same-origin', isIsolated: false },
};

/**
 * What pages may do: only what they use, and only themselves. All names have been known to browsers for long:
 * unknown ones are reported on their console.
 */
const permissions: Readonly<Record<string, '()' | '(self)'>> = {
  // Displays play a video and a sound, screens and tablets stay awake, keys and addresses are copied.
  autoplay: '(self)',
  'clipboard-write': '(self)',
  fullscreen: '(self)',
  'screen-wake-lock': '(self)',
  accelerometer: '()',
  camera: '()',
  'display-capture': '()',
  'encrypted-media': '()',
  geolocation: '()',
  gyroscope: '()',
  magnetometer: '()',
  microphone: '()',
  midi: '()',
  payment: '()',
  'publickey-credentials-get': '()',
  usb: '()',
  'xr-spatial-tracking': '()',
};

/** One year. Neither `includeSubDomains` nor `preload`: other hosts of the domain are not ours. */
const hsts = 'max-age=31536000';

type Policy = Readonly<Record<string, readonly string[]>>;

export interface PageOptions {
  /** Created for each answer; see {@link pagePolicy}. */
  readonly nonce: string;
  /** `host:port` by which browsers reach us. Invalid names are left out. */
  readonly hosts: readonly (string | undefined)[];
  /** Runs from the sources: hot reload evaluates text. */
  readonly isDevelopment: boolean;
}

/** The kind of the answer to a request, by its address. */
export function answerKind(url: string): AnswerKind {
  const path = url.split('?')[0] ?? '';
  const isAt = (start: string) => path === start || path.startsWith(`${start}/`);
  if (path === '/display/preview') return 'preview';
  if (isAt('/display') || isAt('/now')) return 'display';
  if (isAt('/api/docs')) return 'docs';
  if (isAt('/_next') || isAt('/media') || isAt('/public')) return 'file';
  if (['/api', '/push', '/healthz', '/readyz', '/metrics'].some(isAt)) return 'program';
  return 'console';
}

/**
 * The Content-Security-Policy of a page that Next renders. Scripts run only with the nonce, or when such a
 * script has loaded them; `'self'` is for engines before `'strict-dynamic'`. Style attributes in React's HTML,
 * the scroll lock of dialogs and previews of colours need inline styles.
 */
export function pagePolicy(kind: AnswerKind, { nonce, hosts, isDevelopment }: PageOptions): string {
  const names = hosts.filter((host) => host !== undefined && /^[a-z0-9.-]+(:\d+)?$/i.test(host));
  // For older engines `'self'` does not include sockets.
  const sockets = [...new Set(names)].flatMap((host) => [`ws://${host}`, `wss://${host}`]);
  return policyText(kind, {
    'default-src': ["'self'"],
    'script-src': [
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      "'self'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", "'unsafe-inline'"],
    // The logo of a display may be at any https address.
    'img-src': ["'self'", 'data:', 'https:'],
    'connect-src': ["'self'", ...sockets],
    'worker-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
  });
}

/**
 * The policy of a standalone page of ours: nothing is loaded or run, its style sheets are known by their hash.
 */
export function plainPagePolicy(kind: AnswerKind, html: string): string {
  const sheets = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css = '']) => sha256(css));
  return policyText(kind, {
    'default-src': ["'none'"],
    ...(sheets.length > 0 && { 'style-src': sheets }),
    // The icon that browsers request on their own.
    'img-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  });
}

/** The policy of `/api/docs`, whose scripts and style sheets are all files of ours. */
export const docsPolicy = policyText('docs', {
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
});

/** The policy of the displays' service worker: it may contact only us. */
export const workerPolicy = "default-src 'none'; connect-src 'self'";

/**
 * The headers of every answer. The Content-Security-Policy allows nothing: an answer that needs more sets its
 * own.
 *
 * @param isSecure whether the request used HTTPS
 */
export function securityHeaders(kind: AnswerKind, isSecure: boolean): Readonly<Record<string, string>> {
  const { isPage, framedBy, loadedBy, isIsolated } = rules[kind];
  return {
    'content-security-policy': policyText(kind, { 'default-src': ["'none'"] }),
    'cross-origin-resource-policy': loadedBy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    // For engines without `frame-ancestors`.
    ...(framedBy !== undefined && { 'x-frame-options': framedBy === "'self'" ? 'SAMEORIGIN' : 'DENY' }),
    ...(isPage && { 'permissions-policy': permissionsText }),
    // Over HTTP browsers ignore both, and one of them complains about it on every page.
    ...(isSecure && { 'strict-transport-security': hsts }),
    ...(isSecure && isIsolated && { 'cross-origin-opener-policy': 'same-origin' }),
  };
}

const permissionsText = Object.entries(permissions)
  .map(([name, allowed]) => `${name}=${allowed}`)
  .join(', ');

function policyText(kind: AnswerKind, policy: Policy): string {
  const { framedBy } = rules[kind];
  const whole: Policy = { ...policy, ...(framedBy !== undefined && { 'frame-ancestors': [framedBy] }) };
  return Object.entries(whole)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

function sha256(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
