import { beforeEach, describe, expect, it } from 'vitest';
import { PairingDesk } from './pairing-codes.ts';

let nowMs = 0;
let desk: PairingDesk;

beforeEach(() => {
  nowMs = 1000;
  desk = new PairingDesk(() => nowMs);
});

function offer() {
  const made = desk.offer();
  if (made === undefined) throw new Error('no offer');
  return made;
}

describe('the pairing desk', () => {
  it('sends the screen that shows a code where somebody says', () => {
    const screen = offer();
    expect(screen.code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(desk.outcome(screen.ticket)).toBe('waiting');
    const redeemed = desk.redeem(` ${screen.code.toLowerCase().replace('-', ' ')}`);
    redeemed?.pair('/display/bern/entrance?key=k');
    expect(desk.outcome(screen.ticket)).toEqual({ path: '/display/bern/entrance?key=k' });
  });

  it('takes each code once', () => {
    const { code } = offer();
    const redeemed = desk.redeem(code);
    redeemed?.pair('/display/bern/entrance');
    expect(desk.redeem(code)).toBeUndefined();
  });

  it('tells the code to the screen that shows it, until somebody has entered it', () => {
    const { code, ticket } = offer();
    expect(desk.codeOf(ticket)).toBe(code);
    const redeemed = desk.redeem(code);
    redeemed?.pair('/display/bern/entrance');
    expect(desk.codeOf(ticket)).toBeUndefined();
    expect(desk.codeOf('another')).toBeUndefined();
  });

  it('lets codes expire', () => {
    const { code, ticket, validForMs } = offer();
    nowMs += validForMs;
    expect(desk.redeem(code)).toBeUndefined();
    expect(desk.outcome(ticket)).toBeUndefined();
  });

  it('does not fill the memory with screens that ask and never come back', () => {
    for (let screen = 0; screen < 500; screen++) offer();
    expect(desk.offer()).toBeUndefined();
    nowMs += 15 * 60_000;
    expect(desk.offer()).toBeDefined();
  });
});
