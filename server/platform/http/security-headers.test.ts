import { describe, expect, it } from 'vitest';
import {
  type AnswerKind,
  answerKind,
  docsPolicy,
  type PageOptions,
  pagePolicy,
  plainPagePolicy,
  securityHeaders,
} from './security-headers.ts';

const options: PageOptions = { nonce: 'bm9uY2U=', hosts: ['shop.example:3000'], isDevelopment: false };

/** The sources of a directive; undefined where the policy does not have it. */
function sources(policy: string, directive: string): string[] | undefined {
  const found = policy.split('; ').find((each) => each.split(' ')[0] === directive);
  return found?.split(' ').slice(1);
}

describe('the policy of a page', () => {
  it('runs scripts with its nonce and what they load, and evaluates nothing', () => {
    const kinds: readonly AnswerKind[] = ['display', 'preview', 'console'];
    for (const kind of kinds) {
      const policy = pagePolicy(kind, options);
      expect(sources(policy, 'script-src')).toEqual(["'nonce-bm9uY2U='", "'strict-dynamic'", "'self'"]);
      expect(sources(policy, 'object-src')).toEqual(["'none'"]);
      expect(sources(policy, 'base-uri')).toEqual(["'none'"]);
    }
  });

  it('evaluates text in development only', () => {
    expect(pagePolicy('display', { ...options, isDevelopment: true })).toContain("'unsafe-eval'");
    expect(pagePolicy('display', options)).not.toContain('unsafe-eval');
  });

  it('names our sockets for engines to which self is none, each once', () => {
    const policy = pagePolicy('display', {
      ...options,
      hosts: ['shop.example:3000', undefined, 'shop.example:3000'],
    });
    expect(sources(policy, 'connect-src')).toEqual([
      "'self'",
      'ws://shop.example:3000',
      'wss://shop.example:3000',
    ]);
  });

  it('takes nothing from a Host header but a name and a port', () => {
    for (const host of ['a; script-src *', 'a b', "x' 'unsafe-inline", '[::1]:3000', '*', 'a,b', 'a:b']) {
      expect(sources(pagePolicy('console', { ...options, hosts: [host] }), 'connect-src')).toEqual([
        "'self'",
      ]);
    }
  });

  it('lets anybody frame a display, itself frame the console, nobody frame the API', () => {
    expect(sources(pagePolicy('display', options), 'frame-ancestors')).toBeUndefined();
    expect(sources(pagePolicy('preview', options), 'frame-ancestors')).toEqual(["'self'"]);
    expect(sources(pagePolicy('console', options), 'frame-ancestors')).toEqual(["'self'"]);
    expect(sources(docsPolicy, 'frame-ancestors')).toEqual(["'none'"]);
  });
});

describe('the policy of a page that stands alone', () => {
  it('knows its style sheets by their hash, and runs nothing', () => {
    const policy = plainPagePolicy('console', '<head><style>p{margin:0}</style></head>');
    // printf 'p{margin:0}' | openssl dgst -sha256 -binary | base64
    expect(sources(policy, 'style-src')).toEqual(["'sha256-QRQPRLGyxt3RJiKpYNjpkgHcmHU2PywsfL2e8oI0LQA='"]);
    expect(sources(policy, 'script-src')).toBeUndefined();
    expect(sources(policy, 'default-src')).toEqual(["'none'"]);
  });
});

describe('what every answer says', () => {
  it('depends on its address', () => {
    const kinds: Readonly<Record<string, AnswerKind>> = {
      '/display': 'display',
      '/display/bern/entrance?key=x': 'display',
      '/display/preview': 'preview',
      '/displays': 'console',
      '/display-worker.js': 'console',
      '/console/settings/bern': 'console',
      '/sign-in?next=/display': 'console',
      '/setup': 'console',
      '/': 'console',
      '/api/docs': 'docs',
      '/api/docs/static/swagger-ui.css': 'docs',
      '/api/v1/zones': 'program',
      '/api/openapi.json': 'program',
      '/metrics': 'program',
      '/push/axis-3d/bern/door': 'program',
      '/_next/static/chunks/main.js': 'file',
      '/media/0123456789abcdef0123.png': 'file',
    };
    expect(Object.fromEntries(Object.keys(kinds).map((url) => [url, answerKind(url)]))).toEqual(kinds);
  });

  it('allows a program’s answer nothing', () => {
    expect(securityHeaders('program', false)).toEqual({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
  });

  it('shuts the console off from windows of others, and a display from nobody', () => {
    const console = securityHeaders('console', true);
    expect(console['x-frame-options']).toBe('SAMEORIGIN');
    expect(console['cross-origin-opener-policy']).toBe('same-origin');
    const display = securityHeaders('display', true);
    expect(display['x-frame-options']).toBeUndefined();
    expect(display['cross-origin-opener-policy']).toBeUndefined();
    expect(display['cross-origin-resource-policy']).toBe('cross-origin');
  });

  it('keeps browsers on HTTPS only where they came by it', () => {
    expect(securityHeaders('console', true)['strict-transport-security']).toBe('max-age=31536000');
    expect(securityHeaders('console', false)['strict-transport-security']).toBeUndefined();
    expect(securityHeaders('console', false)['cross-origin-opener-policy']).toBeUndefined();
  });

  it('denies pages what they do not use, and allows it to nobody else', () => {
    const policy = securityHeaders('display', false)['permissions-policy'];
    expect(policy).toContain('camera=()');
    expect(policy).toContain('screen-wake-lock=(self)');
    expect(policy).not.toContain('*');
  });
});
