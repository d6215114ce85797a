import { describe, expect, it } from 'vitest';
import { ClientAddresses, countedAddress, type TrustedProxies } from './client-address.ts';
import { Networks, readNetworks } from './networks.ts';

function client(trusted: TrustedProxies, peer: string | undefined, headers: Record<string, string> = {}) {
  return new ClientAddresses(trusted).of({ headers, socket: { remoteAddress: peer } });
}

function address(trusted: TrustedProxies, peer: string, forwarded: string): string {
  return client(trusted, peer, { 'x-forwarded-for': forwarded }).address;
}

describe('the address of a client', () => {
  it('is that of the connection where no proxy is trusted, whatever the headers say', () => {
    const headers = {
      'x-forwarded-for': '1.1.1.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
    };
    expect(client(0, '10.0.0.9', headers)).toEqual({ address: '10.0.0.9' });
    expect(client(['127.0.0.1'], '10.0.0.9', headers)).toEqual({ address: '10.0.0.9' });
    expect(client(0, '::ffff:10.0.0.9').address).toBe('10.0.0.9');
    expect(client(1, undefined).address).toBe('');
  });

  it('is what the one trusted proxy has appended, not what stood there before', () => {
    expect(address(1, '127.0.0.1', '1.1.1.1, 2.2.2.2, 203.0.113.7')).toBe('203.0.113.7');
    expect(address(['127.0.0.0/8'], '127.0.0.1', '1.1.1.1, 2.2.2.2, 203.0.113.7')).toBe('203.0.113.7');
    expect(address(1, '127.0.0.1', '')).toBe('127.0.0.1');
  });

  it('is found through two proxies, and no further', () => {
    expect(address(2, '10.0.0.2', '9.9.9.9, 203.0.113.7, 10.0.0.1')).toBe('203.0.113.7');
    expect(address(['10.0.0.0/8'], '10.0.0.2', '9.9.9.9, 203.0.113.7, 10.0.0.1')).toBe('203.0.113.7');
    // All hops are in a trusted network: the farthest known one counts.
    expect(address(['10.0.0.0/8'], '10.0.0.2', '10.0.0.7, 10.0.0.1')).toBe('10.0.0.7');
  });

  it('is the last that is known where an entry is no address', () => {
    expect(address(1, '127.0.0.1', 'unknown')).toBe('127.0.0.1');
    expect(address(2, '10.0.0.2', '203.0.113.7, "><script>, 10.0.0.1')).toBe('10.0.0.1');
    expect(address(2, '10.0.0.2', '203.0.113.7, 999.1.1.1, 10.0.0.1')).toBe('10.0.0.1');
  });

  it('is read without port, brackets and zone, in every way proxies write it', () => {
    expect(address(1, '127.0.0.1', '203.0.113.7:51234')).toBe('203.0.113.7');
    expect(address(1, '::1', '[2001:db8::7]:51234')).toBe('2001:db8::7');
    expect(address(1, '::1', '"[2001:DB8::7]"')).toBe('2001:db8::7');
    expect(address(1, '::1', '::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(address(1, '::1', 'fe80::7%eth0')).toBe('fe80::7');
    expect(address(['::1', 'fd00::/8'], 'fd00::5', '2001:db8::7, fd12::1')).toBe('2001:db8::7');
  });

  it('comes with the protocol and host that the trusted proxy names last', () => {
    const said = {
      'x-forwarded-proto': 'http, HTTPS',
      'x-forwarded-host': 'evil.example, door.example:8443',
    };
    expect(client(1, '127.0.0.1', said)).toEqual({
      address: '127.0.0.1',
      protocol: 'https',
      host: 'door.example:8443',
    });
    const wrong = { 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'a/b' };
    expect(client(1, '127.0.0.1', wrong)).toEqual({ address: '127.0.0.1' });
  });
});

describe('tries are counted', () => {
  it('for an IPv6 address by its network, which one connection has to itself', () => {
    expect(countedAddress('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(countedAddress('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64');
    expect(countedAddress('2001:0db8::1')).toBe('2001:db8:0:0::/64');
    expect(countedAddress('::1')).toBe('0:0:0:0::/64');
    expect(countedAddress('203.0.113.7')).toBe('203.0.113.7');
  });
});

describe('a list of networks', () => {
  it('is read as people write it, or not at all', () => {
    expect(readNetworks('10.0.0.0/8, fd00::/8,127.0.0.1')).toEqual(['10.0.0.0/8', 'fd00::/8', '127.0.0.1']);
    for (const text of ['', '10.0.0.0/33', '10.0.0/8', 'store', '10.0.0.1,', 'fe80::1%eth0', '10.0.0.0/-1']) {
      expect(readNetworks(text), text).toBeUndefined();
    }
  });

  it('knows an IPv4 address in either form', () => {
    const networks = new Networks(['10.0.0.0/8', 'fd00::/8']);
    expect(
      ['10.1.2.3', '::ffff:10.1.2.3', '::ffff:a01:203', 'fd12::1'].every((one) => networks.has(one)),
    ).toBe(true);
    expect(['11.0.0.1', '::ffff:11.0.0.1', 'fe00::1', 'door', ''].some((one) => networks.has(one))).toBe(
      false,
    );
  });
});
