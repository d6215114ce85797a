import { expect, test } from 'vitest';
import { addressesOf } from './address.ts';

test.each([
  ['10.0.0.11', ['http://10.0.0.11', 'https://10.0.0.11']],
  [
    ' sensor.example.com:8443/api/v1/ ',
    [
      'http://sensor.example.com:8443/api/v1',
      'http://sensor.example.com:8443',
      'https://sensor.example.com:8443/api/v1',
      'https://sensor.example.com:8443',
    ],
  ],
  [
    'https://10.0.0.12/camera/index.html#/video',
    ['https://10.0.0.12/camera/index.html', 'https://10.0.0.12'],
  ],
  ['http://10.0.0.11/', ['http://10.0.0.11', 'https://10.0.0.11']],
  ['http://10.0.0.11:8080', ['http://10.0.0.11:8080']],
  ['https://10.0.0.12', ['https://10.0.0.12']],
  ['https://op:secret@10.0.0.12/?a=b', ['https://10.0.0.12']],
  ['[fe80::1]', ['http://[fe80::1]', 'https://[fe80::1]']],
])('%j means %j', (text, addresses) => {
  expect(addressesOf(text)).toEqual(addresses);
});

test.each(['ftp://10.0.0.11', 'file:///etc/passwd', 'javascript://alert', 'http://', '', 'two words'])(
  '%j is no address of a sensor',
  (text) => {
    expect(addressesOf(text)).toEqual([]);
  },
);
