import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerReader, BodyTooLongError, NotHttpError } from './answer-reader.ts';

/** What a reader says of the pieces of an answer, in one line each. */
function read(pieces: readonly Buffer[], { maxBytes = 1000, isClosed = false } = {}) {
  const reader = new AnswerReader(maxBytes);
  const body: Buffer[] = [];
  const heard: { status?: number; headers?: object; text?: string; isKept?: boolean } = {};
  reader.expect({
    onHead: (status, headers) => Object.assign(heard, { status, headers }),
    onBody: (piece) => body.push(Buffer.from(piece)),
    onEnd: () => Object.assign(heard, { text: Buffer.concat(body).toString(), isKept: reader.isKept }),
  });
  for (const piece of pieces) reader.read(piece);
  if (isClosed) reader.end();
  return heard;
}

const whole = (text: string, options?: Parameters<typeof read>[1]) =>
  read([Buffer.from(text, 'latin1')], options);
const head = (...lines: string[]) => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`;

describe('an answer', () => {
  it('has names in lower case, values without blanks around them, and a list of those that come twice', () => {
    const { headers } = whole(
      head('Content-Length: 0', 'X-A:\t b c ', 'x-a:d', 'X-Ü'.replace('Ü', 'E: \xfc')),
    );
    expect(headers).toEqual({ 'content-length': '0', 'x-a': ['b c', 'd'], 'x-e': '\xfc' });
  });

  it('takes no name for something that every object has', () => {
    const { headers } = whole(head('content-length: 0', 'constructor: a', 'toString: b'));
    expect(Object.entries(headers ?? {}).slice(1)).toEqual([
      ['constructor', 'a'],
      ['tostring', 'b'],
    ]);
  });

  it.each([
    [head('content-length: 3'), 'abc', true],
    [head('content-length: 3', 'connection: Close'), 'abc', false],
    [head('content-length: 3').replace('1.1', '1.0'), 'abc', false],
    [head('content-length: 3', 'connection: Keep-Alive').replace('1.1', '1.0'), 'abc', true],
    [head('Transfer-Encoding: chunked'), '1\r\na\r\n2;x=y\r\nbc\r\n0\r\nx-trailer: z\r\n\r\n', true],
    [head('content-length: 3'), 'abc\r\n', true],
    [`\r\n${head('content-length: 3')}`, 'abc', true],
    [head('content-length: 3'), 'abcHTTP/1.1 200 OK', false],
    [`HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${head('content-length: 3')}`, 'abc', true],
  ])('%j with %j is abc, and its connection is kept: %j', (begin, body, isKept) => {
    expect(whole(begin + body)).toMatchObject({ status: 200, text: 'abc', isKept });
  });

  it('lasts until the end of the connection where nothing says how long it is', () => {
    expect(whole(`${head()}abc`)).not.toHaveProperty('text');
    expect(whole(`${head()}abc`, { isClosed: true })).toMatchObject({ text: 'abc', isKept: false });
    expect(whole(`${head('transfer-encoding: gzip')}abc`, { isClosed: true })).toMatchObject({ text: 'abc' });
  });

  it.each(['204 No Content', '304 Not Modified'])('%s has no body, whatever it says', (status) => {
    expect(whole(head('content-length: 3').replace('200 OK', status))).toMatchObject({
      text: '',
      isKept: true,
    });
  });

  it('is the same in whatever pieces it comes', () => {
    const bodies = fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 4 });
    fc.assert(
      fc.property(bodies, fc.boolean(), fc.array(fc.nat(400)), (parts, isChunked, cuts) => {
        const bytes = parts.map((part) => Buffer.from(part));
        const body = Buffer.concat(bytes);
        const chunks = bytes.map((part) =>
          [Buffer.from(`${part.length.toString(16)}\r\n`), part, '\r\n'].map(Buffer.from),
        );
        const answer = isChunked
          ? [head('x: y', 'transfer-encoding: chunked'), ...chunks.flat(), '0\r\n\r\n']
          : [head('x: y', `content-length: ${body.length}`), body];
        const all = Buffer.concat(answer.map((part) => Buffer.from(part)));
        const at = [0, ...new Set(cuts.filter((cut) => cut < all.length).sort((a, b) => a - b)), all.length];
        const pieces = at.slice(1).map((end, index) => all.subarray(at[index], end));
        expect(read(pieces)).toMatchObject({ status: 200, text: body.toString(), isKept: true });
      }),
    );
  });

  it('is followed by the next on the same connection', () => {
    const reader = new AnswerReader(1000);
    const statuses: number[] = [];
    const listener = { onHead: (status: number) => statuses.push(status), onBody: () => {}, onEnd: () => {} };
    for (const status of ['200', '404']) {
      reader.expect(listener);
      reader.read(Buffer.from(head('content-length: 1').replace('200', status)));
      reader.read(Buffer.from('x'));
    }
    expect(statuses).toEqual([200, 404]);
  });
});

describe('what is refused', () => {
  it.each([
    ['SSH-2.0', 'SSH-2.0'],
    ['HTTP/1.2 200 OK', '2 200 OK'],
    ['HTTP/1.1 2000', '0'],
    ['HTTP/1.1 200 OK\r\n a: folded\r\n\r\n', ' a: folded\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\na b: c\r\n\r\n', 'a b: c\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\na: b\nc: d\r\n\r\n', '\nc: d\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\na: \0\r\n\r\n', '\0\r\n\r\n'],
    [head('a: b', 'content-length: 1', 'content-length: 2'), '1\r\ncontent-length: 2\r\n\r\n'],
    [head('transfer-encoding: chunked', 'content-length: 1'), '1\r\n\r\n'],
    [head('content-length: -1'), '-1\r\n\r\n'],
    [`${head('transfer-encoding: chunked')}g\r\n`, 'g\r\n'],
    [`${head('transfer-encoding: chunked')}1\r\nab\r\n`, 'b\r\n'],
    ['HTTP/1.1 101 Switching Protocols\r\n\r\n', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ])('%j, from %j on', (text, found) => {
    expect(() => whole(text)).toThrow(expect.objectContaining({ name: 'NotHttpError', found }));
  });

  it('is told as soon as it cannot become right, and not before', () => {
    const right = 'HTTP/1.1 200 OK\r\na: b\r\n\r\n';
    for (let length = 1; length < right.length; length++) expect(whole(right.slice(0, length))).toEqual({});
    expect(() => whole('HTTQ')).toThrow(NotHttpError);
  });

  it('is a head, a line or a body without an end', () => {
    expect(() => whole(`HTTP/1.1 200 OK\r\na: ${'b'.repeat(20_000)}`)).toThrow(NotHttpError);
    expect(() => whole(`${head('transfer-encoding: chunked')}1;${'x'.repeat(2000)}`)).toThrow(NotHttpError);
    expect(() => whole(`${head('content-length: 5')}abcde`, { maxBytes: 4 })).toThrow(BodyTooLongError);
    expect(() => whole(`${head()}abcde`, { maxBytes: 4 })).toThrow(BodyTooLongError);
  });

  it('is an end before the answer’s, and whatever comes unasked', () => {
    for (const text of [
      '',
      'HTTP/1.1',
      head('content-length: 3'),
      `${head('transfer-encoding: chunked')}1\r\n`,
    ])
      expect(() => whole(text, { isClosed: true })).toThrow(NotHttpError);
    const reader = new AnswerReader(1000);
    reader.read(Buffer.from('\r\n'));
    expect(() => reader.read(Buffer.from('HTTP/1.1 200 OK'))).toThrow(NotHttpError);
  });
});
