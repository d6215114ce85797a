import { describe, expect, it } from 'vitest';
import { acceptMedia } from './accept-media.ts';

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
const svg = (inside: string) =>
  Buffer.from(
    `<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`,
  );
const refused = (bytes: Buffer) => {
  const taken = acceptMedia(bytes);
  return taken.ok ? undefined : taken.error.words;
};

describe('a file for displays', () => {
  it.each([
    ['image/png', png],
    ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['image/webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
    ['video/mp4', Buffer.from('\0\0\0\x20ftypisom\0\0\0\0')],
    ['video/webm', Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.from('\x42\x82\x84webm')])],
    ['image/svg+xml', svg('<path d="M0 0h9v9z"/>')],
  ])('is %s by what is in it', (type, bytes) => {
    expect(acceptMedia(bytes)).toMatchObject({ ok: true, value: { type } });
  });

  it('has the same name whenever it comes', () => {
    expect(acceptMedia(png)).toEqual(acceptMedia(Buffer.from(png)));
    expect(acceptMedia(png)).toMatchObject({
      value: { path: expect.stringMatching(/^\/media\/[0-9a-f]{20}\.png$/) },
    });
  });

  it.each([
    ['a page', Buffer.from('<!doctype html><svg></svg>')],
    ['a picture of a phone', Buffer.from('\0\0\0\x20ftypheic')],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', (_name, bytes) => {
    expect(refused(bytes)).toContain('this is neither');
  });

  it('is not larger than a screen can hold', () => {
    expect(refused(Buffer.concat([png, Buffer.alloc(3 * 1024 * 1024)]))).toContain(
      'at most 3 MB; this has 4 MB',
    );
  });
});

describe('what is not taken', () => {
  const problemOf = (bytes: Buffer) => {
    const taken = acceptMedia(bytes);
    return taken.ok ? undefined : [taken.error.code, taken.error.values];
  };

  it('has a code, and the values of its words', () => {
    expect(problemOf(Buffer.alloc(0))).toEqual(['media-kind', undefined]);
    const large = Buffer.concat([png, Buffer.alloc(3 * 1024 * 1024)]);
    expect(problemOf(large)).toEqual(['media-size', { max: 3, found: 4 }]);
    expect(problemOf(svg('<script>alert(1)</script>'))).toEqual(['media-drawing', { part: 'script' }]);
    expect(problemOf(svg('<g onload="alert(1)"/>'))).toEqual(['media-drawing', { part: 'onload' }]);
    expect(problemOf(svg('<path>'))).toEqual(['media-drawing-damaged', undefined]);
    expect(problemOf(svg('<?x-y a?>'))).toEqual(['media-drawing', { part: '<?x-y?>' }]);
  });
});

describe('a drawing', () => {
  it.each([
    '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)" width="9"/>',
    '<style>.a{fill:#fff}</style><use href="#x"/><g id="x"><text>A</text></g>',
    '<style><![CDATA[.a{fill:none}]]></style>',
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
  ])('that only draws is taken: %s', (inside) => {
    expect(refused(svg(inside))).toBeUndefined();
  });

  it.each([
    '<script>alert(1)</script>',
    '<g onload="alert(1)"/>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    '<image href="https://shop.example/a.png"/>',
    '<use href="https://shop.example/a.svg#b"/>',
    '<a href="javascript:alert(1)"><path/></a>',
    '<use xlink:href=" data:image/svg+xml,x"/>',
    '<rect style="fill:url(https://shop.example/a)"/>',
    '<rect fill="url(//shop.example/a)"/>',
    '<style>@import "https://shop.example/a.css";</style>',
    '<style>*{background:u\\72l(https://shop.example)}</style>',
    '<set attributeName="href" to="javascript:alert(1)"/>',
    '<g><SCRIPT/></g>',
    '<path>',
  ])('that does more is refused: %s', (inside) => {
    expect(refused(svg(inside))).toMatch(/^The drawing /);
  });

  it('may name its DTD, as Illustrator does', () => {
    const named =
      '<!-- Generator: X --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd"><svg';
    expect(refused(Buffer.from(String(svg('<path/>')).replace('<svg', named)))).toBeUndefined();
  });

  it.each(['<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml-stylesheet href="https://shop.example/a.css"?>'])(
    'that names %s is refused',
    (before) => {
      const text = String(svg('<path/>')).replace('<svg', `${before}<svg`);
      expect(refused(Buffer.from(text))).not.toBeUndefined();
    },
  );
});
