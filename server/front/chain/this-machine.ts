import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Identifies a machine, and containers on it: sidecars with the same text reach each other on loopback. */
export function thisMachine(): string {
  return [
    hostname(),
    // Only on Linux: identifies the boot of the kernel, and the network namespace.
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
