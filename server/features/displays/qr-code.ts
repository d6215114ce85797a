/**
 * A QR code (ISO/IEC 18004) of a text: byte mode, error correction level M, versions 1 to 10, which hold up to
 * 213 bytes. Enough for the address of a page; a code of this kind is read from across a room.
 */
export type QrCode = readonly (readonly boolean[])[];

/** Of each version at level M, from version 1: codewords of correction in a block, and blocks. */
const correction = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26] as const;
const blockCounts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5] as const;

/** Makes the code. Throws where the text is longer than 213 bytes. */
export function qrCode(text: string): QrCode {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const codewords = interleaved(dataOf(bytes, version), version);
  const candidates = masks.map((_, mask) => drawn(codewords, version, mask));
  const penalties = candidates.map(penaltyOf);
  const best = candidates[penalties.indexOf(Math.min(...penalties))];
  if (best === undefined) throw new Error('no mask');
  return best;
}

/** The code as a picture for any size, with the quiet zone of four modules around it. */
export function qrSvg(code: QrCode): string {
  const quiet = 4;
  const side = code.length + 2 * quiet;
  const path = code
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')))
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`;
}

function versionFor(length: number): number {
  for (let version = 1; version <= correction.length; version++) {
    if (length + (version < 10 ? 2 : 3) <= dataCodewords(version)) return version;
  }
  throw new Error(`a text of ${length} bytes is too long for a code: at most 213`);
}

function dataCodewords(version: number): number {
  const { ecc, blocks } = blocksOf(version);
  return rawCodewords(version) - ecc * blocks;
}

function blocksOf(version: number) {
  return { ecc: correction[version - 1] ?? 0, blocks: blockCounts[version - 1] ?? 1 };
}

/** Modules that are left for data when all patterns are drawn, in whole bytes. */
function rawCodewords(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    modules -= (25 * aligned - 10) * aligned - 55;
    if (version >= 7) modules -= 36;
  }
  return Math.floor(modules / 8);
}

/** Mode, length, bytes, terminator, padding. */
function dataOf(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  const capacity = dataCodewords(version) * 8;
  push(0, Math.min(4, capacity - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) push(pad, 8);
  return Array.from({ length: capacity / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => (byte << 1) | bit, 0),
  );
}

/** Cuts the data into blocks, gives each its correction, and takes from them in turn. */
function interleaved(data: readonly number[], version: number): number[] {
  const { ecc, blocks } = blocksOf(version);
  const shortLength = Math.floor(data.length / blocks);
  const shortBlocks = blocks - (data.length % blocks);
  const generator = generatorOf(ecc);
  const parts: { data: readonly number[]; ecc: readonly number[] }[] = [];
  for (let block = 0, from = 0; block < blocks; block++) {
    const part = data.slice(from, from + shortLength + (block < shortBlocks ? 0 : 1));
    from += part.length;
    parts.push({ data: part, ecc: remainderOf(part, generator) });
  }
  const oneByOne = (of: (part: (typeof parts)[number]) => readonly number[], length: number) =>
    Array.from({ length }, (_, index) => parts.flatMap((part) => of(part)[index] ?? [])).flat();
  return [...oneByOne((part) => part.data, shortLength + 1), ...oneByOne((part) => part.ecc, ecc)];
}

/** Product in the field of 256 elements with the polynomial 0x11d. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((other >>> bit) & 1) * one;
  }
  return product;
}

function generatorOf(degree: number): number[] {
  let generator = [1];
  for (let index = 0, root = 1; index < degree; index++, root = times(root, 2)) {
    const next = [...generator, 0];
    for (const [at, factor] of generator.entries()) next[at + 1] = (next[at + 1] ?? 0) ^ times(factor, root);
    generator = next;
  }
  return generator.slice(1);
}

function remainderOf(data: readonly number[], generator: readonly number[]): number[] {
  let remainder = generator.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (remainder[0] ?? 0);
    remainder = generator.map((each, index) => (remainder[index + 1] ?? 0) ^ times(each, factor));
  }
  return remainder;
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function drawn(codewords: readonly number[], version: number, mask: number): boolean[][] {
  const cells = patternsOf(version, mask);
  const isMasked = masks[mask] ?? (() => false);
  const bits = codewords.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >>> bit) & 1));
  let next = 0;
  const size = cells.length;
  // Two columns at a time from the right, up and down in turn; column 6 is the timing pattern's.
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = upward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = cells[y];
        if (row === undefined || row[x] !== undefined) continue;
        row[x] = (bits[next] === 1) !== isMasked(x, y);
        next += 1;
      }
    }
  }
  return cells.map((row) => row.map((cell) => cell === true));
}

/** Finders, timing, alignment, format and version; what is left undefined is for data. */
function patternsOf(version: number, mask: number): (boolean | undefined)[][] {
  const size = version * 4 + 17;
  const cells = Array.from({ length: size }, () => new Array<boolean | undefined>(size).fill(undefined));
  const set = (x: number, y: number, dark: boolean) => {
    const row = cells[y];
    if (row !== undefined && x >= 0 && x < size) row[x] = dark;
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [centreX, centreY] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    around(4, (dx, dy, ring) => set(centreX + dx, centreY + dy, ring !== 2 && ring !== 4));
  }
  const centres = alignmentCentres(version, size);
  for (const x of centres) {
    for (const y of centres) {
      const isFinder = (x === 6 && (y === 6 || y === size - 7)) || (x === size - 7 && y === 6);
      if (!isFinder) around(2, (dx, dy, ring) => set(x + dx, y + dy, ring !== 1));
    }
  }
  const format = withCheck(mask, 10, 0x537) ^ 0x5412;
  const isSet = (value: number, bit: number) => ((value >>> bit) & 1) === 1;
  for (let bit = 0; bit < 15; bit++) {
    const dark = isSet(format, bit);
    if (bit < 6) set(8, bit, dark);
    else if (bit < 8) set(8, bit + 1, dark);
    else set(bit === 8 ? 7 : 14 - bit, 8, dark);
    if (bit < 8) set(size - 1 - bit, 8, dark);
    else set(8, size - 15 + bit, dark);
  }
  set(8, size - 8, true);
  if (version >= 7) {
    const versionBits = withCheck(version, 12, 0x1f25);
    for (let bit = 0; bit < 18; bit++) {
      const far = size - 11 + (bit % 3);
      set(far, Math.floor(bit / 3), isSet(versionBits, bit));
      set(Math.floor(bit / 3), far, isSet(versionBits, bit));
    }
  }
  return cells;
}

function around(radius: number, draw: (dx: number, dy: number, ring: number) => void): void {
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) draw(dx, dy, Math.max(Math.abs(dx), Math.abs(dy)));
  }
}

function alignmentCentres(version: number, size: number): number[] {
  if (version === 1) return [];
  const last = size - 7;
  return version < 7 ? [6, last] : [6, (6 + last) / 2, last];
}

/** A value followed by its check bits (Bose, Chaudhuri and Hocquenghem). Level M is 00, so a mask stands alone. */
function withCheck(value: number, bits: number, polynomial: number): number {
  let rest = value;
  for (let bit = 0; bit < bits; bit++) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * polynomial);
  return (value << bits) | rest;
}

/** How hard a code is to read: runs, squares, look-alikes of finders, and more dark than light. */
function penaltyOf(code: QrCode): number {
  const columns = code.map((_, x) => code.map((row) => row[x] === true));
  const lines = [...code, ...columns].map((line) => line.map((dark) => (dark ? '1' : '0')).join(''));
  let penalty = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
    penalty += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  let dark = 0;
  for (const [y, row] of code.entries()) {
    for (const [x, cell] of row.entries()) {
      dark += cell ? 1 : 0;
      const next = code[y + 1];
      if (next === undefined || x + 1 >= row.length) continue;
      if (cell === row[x + 1] && cell === next[x] && cell === next[x + 1]) penalty += 3;
    }
  }
  const share = dark / code.length ** 2;
  return penalty + 10 * Math.floor(Math.abs(share * 20 - 10));
}
