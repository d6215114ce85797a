import { BlockList, isIP } from 'node:net';

/** A set of networks, written as CIDR blocks or single addresses, IPv4 and IPv6. */
export class Networks {
  readonly #list = new BlockList();

  /** @param blocks such as `10.0.0.0/8`, `fd00::/8` or `127.0.0.1`; see {@link readNetworks} for user input */
  constructor(blocks: readonly string[]) {
    for (const block of blocks) this.#add(block);
  }

  /** Whether an address lies in one of them; an IPv4 address also as IPv6 writes it (`::ffff:10.0.0.1`). */
  has(address: string): boolean {
    // A link-local address may name its interface behind a %.
    const [bare = ''] = address.split('%');
    const family = isIP(bare);
    return family !== 0 && this.#list.check(bare, family === 4 ? 'ipv4' : 'ipv6');
  }

  #add(block: string): void {
    const parts = partsOf(block);
    if (parts === undefined) throw new Error(`${block} is no network`);
    const { address, prefix, family } = parts;
    this.#list.addSubnet(address, prefix, family);
  }
}

/**
 * Reads a list of networks, separated by commas.
 *
 * @returns undefined if one of them is invalid, or the list is empty
 */
export function readNetworks(text: string): readonly string[] | undefined {
  const blocks = text.split(',').map((block) => block.trim());
  return blocks.every((block) => partsOf(block) !== undefined) ? blocks : undefined;
}

function partsOf(block: string) {
  const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(block) ?? [];
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return undefined;
  const most = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return prefix > most ? undefined : ({ address, prefix, family } as const);
}
