import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Tells apart machines, and containers on one: those that are the same reach each other on the loopback. */
export function thisMachine(): string {
  return [
    hostname(),
    // Linux alone: which start of which kernel, and which network of it.
    orNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    orNothing(() => readlinkSync('/proc/self/ns/net')),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
