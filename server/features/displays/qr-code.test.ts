import { describe, expect, it } from 'vitest';
import { type QrCode, qrCode, qrSvg } from './qr-code.ts';

const rows = (code: QrCode) => code.map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));

describe('a QR code', () => {
  it('is the code of the standard for a short text', () => {
    expect(rows(qrCode('hi'))).toEqual([
      '#######..####.#######',
      '#.....#..##.#.#.....#',
      '#.###.#.##.##.#.###.#',
      '#.###.#.##..#.#.###.#',
      '#.###.#.#..##.#.###.#',
      '#.....#.##..#.#.....#',
      '#######.#.#.#.#######',
      '........#.###........',
      '#.#####.....#.#####..',
      '.###.#.#..#.#..#....#',
      '..##..##.#.#.#..####.',
      '###.#....#.....##.#..',
      '###.#.#....#.#..#.#.#',
      '........#..####..#..#',
      '#######...#.#.##...#.',
      '#.....#.#######..#..#',
      '#.###.#.#...#..#..#..',
      '#.###.#.###.#..#..#..',
      '#.###.#.#..#.#..###..',
      '#.....#..##....##.#..',
      '#######.#.##.#..####.',
    ]);
  });

  it('grows with the text, up to 213 bytes', () => {
    const address = 'https://doorlight.example.com/console/displays/pair?code=K7MQ-4XPD';
    expect(qrCode(address)).toHaveLength(37);
    expect(qrCode('z'.repeat(213))).toHaveLength(57);
    expect(() => qrCode('z'.repeat(214))).toThrow('too long');
    expect(() => qrCode('ü'.repeat(110))).toThrow('220 bytes');
  });

  it('is drawn with a white margin of four modules', () => {
    expect(qrSvg(qrCode('hi'))).toMatch(/viewBox="0 0 29 29".*M4 4h1v1h-1z/);
  });
});
