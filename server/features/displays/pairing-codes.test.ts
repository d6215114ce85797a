import { beforeEach, describe, expect, it } from 'vitest';
import { PairingCodes } from './pairing-codes.ts';

let nowMs = 0;
let codes: PairingCodes;

beforeEach(() => {
  nowMs = 1000;
  codes = new PairingCodes(() => nowMs);
});

function offer() {
  const made = codes.offer();
  if (made === undefined) throw new Error('no offer');
  return made;
}

describe('the pairing desk', () => {
  it('sends the screen that shows a code where somebody says', () => {
    const screen = offer();
    expect(screen.code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(codes.outcome(screen.ticket)).toBe('waiting');
    const redeemed = codes.redeem(` ${screen.code.toLowerCase().replace('-', ' ')}`);
    redeemed?.pair('/display/bern/entrance?key=k');
    expect(codes.outcome(screen.ticket)).toEqual({ path: '/display/bern/entrance?key=k' });
  });

  it('takes each code once', () => {
    const { code } = offer();
    const redeemed = codes.redeem(code);
    redeemed?.pair('/display/bern/entrance');
    expect(codes.redeem(code)).toBeUndefined();
  });

  it('tells the code to the screen that shows it, until somebody has entered it', () => {
    const { code, ticket } = offer();
    expect(codes.codeOf(ticket)).toBe(code);
    const redeemed = codes.redeem(code);
    redeemed?.pair('/display/bern/entrance');
    expect(codes.codeOf(ticket)).toBeUndefined();
    expect(codes.codeOf('another')).toBeUndefined();
  });

  it('lets codes expire', () => {
    const { code, ticket, validForMs } = offer();
    nowMs += validForMs;
    expect(codes.redeem(code)).toBeUndefined();
    expect(codes.outcome(ticket)).toBeUndefined();
  });

  it('does not fill the memory with screens that ask and never come back', () => {
    for (let screen = 0; screen < 500; screen++) offer();
    expect(codes.offer()).toBeUndefined();
    nowMs += 15 * 60_000;
    expect(codes.offer()).toBeDefined();
  });
});
