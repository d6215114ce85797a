import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, fetch, type RequestInit, type Response } from 'undici';
import { Networks } from './networks.ts';

/** Why an address is refused: it is one of cloud metadata, or not in the allowed networks. */
export type AddressRefusal = 'metadata' | 'networks';

/** The text of each refusal of an entered address; completes "expected …". */
export const allowedExpected: Readonly<Record<AddressRefusal, string>> = {
  metadata: 'an address that is not one of cloud metadata',
  networks: 'an address in the networks that DEVICE_NETWORKS allows (without it: any but link-local ones)',
};

/** The address was not contacted, because that is not allowed. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError';
  readonly code = 'EADDRREFUSED';
  readonly address: string;
  readonly refusal: AddressRefusal;

  constructor(address: string, refusal: AddressRefusal) {
    super(`not allowed to ask ${address}: expected ${allowedExpected[refusal]}`);
    this.address = address;
    this.refusal = refusal;
  }
}

/** Resolves host names; like `lookup` of `node:dns` with all addresses. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true; readonly family?: number; readonly hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

/**
 * Decides which addresses may be contacted. Host names are checked by what they resolve to at the moment of
 * connecting: the checked address is the one that is connected to, whatever the name resolves to a moment
 * later.
 */
export class AddressRule {
  readonly #refuses: (address: string) => AddressRefusal | undefined;
  readonly #resolve: Resolve;

  constructor(refuses: (address: string) => AddressRefusal | undefined, resolve: Resolve) {
    this.#refuses = refuses;
    this.#resolve = resolve;
  }

  /** Why a host is refused, as far as that is known without resolving it. */
  refusalOf(host: string): AddressRefusal | undefined {
    const bare = host.replaceAll(/^\[|\]$/g, '');
    return isIP(bare) === 0 ? undefined : this.#refuses(bare);
  }

  /** For `net.connect`, which calls it for every host that is not an address. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const { family, hints } = options;
    const wanted = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family;
    const given = { all: true, ...(wanted === undefined ? {} : { family: wanted }) } as const;
    this.#resolve(hostname, { ...given, ...(hints === undefined ? {} : { hints }) }, (error, found) => {
      if (error !== null) return callback(error, []);
      const allowed = found.filter(({ address }) => this.#refuses(address) === undefined);
      const [first] = allowed;
      if (first === undefined) return callback(this.#errorOf(found[0]?.address ?? hostname), []);
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };

  /** A connector for undici that connects only to allowed addresses. */
  connector(options: buildConnector.BuildOptions = {}): buildConnector.connector {
    const connect = buildConnector({ ...options, lookup: this.lookup });
    return (target, callback) => {
      const host = target.hostname.replaceAll(/^\[|\]$/g, '');
      if (this.refusalOf(host) === undefined) connect(target, callback);
      else callback(this.#errorOf(host), null);
    };
  }

  /**
   * The address to connect to for a host.
   *
   * @throws {AddressRefusedError} if it is not allowed; the system's error if the name cannot be resolved
   */
  address(host: string): Promise<string> {
    if (this.refusalOf(host) !== undefined) return Promise.reject(this.#errorOf(host));
    if (isIP(host) !== 0) return Promise.resolve(host);
    return new Promise((resolve, reject) => {
      this.lookup(host, {}, (error, address) => {
        if (error === null && typeof address === 'string') resolve(address);
        else reject(error ?? new Error(`no address of ${host}`));
      });
    });
  }

  #errorOf(address: string): AddressRefusedError {
    return new AddressRefusedError(address, this.#refuses(address) ?? 'networks');
  }
}

/** One exchange by HTTP. Redirects are not followed. */
export type CheckedFetch = (url: string, init: RequestInit) => Promise<Response>;

export interface OutboundOptions {
  /** Networks (CIDR) of entered addresses; without them: anywhere but link-local. */
  readonly deviceNetworks?: readonly string[];
  /** Default: the system's. */
  readonly resolve?: Resolve;
}

/**
 * All outgoing connections to addresses that users name. Otherwise a user could make Doorlight contact what
 * only Doorlight can reach: above all the credentials of a cloud machine.
 */
export class Outbound {
  /** Of the configuration file and the environment: the owner's choice, except cloud metadata. */
  readonly owned: AddressRule;
  /** Entered in the console or by API. */
  readonly entered: AddressRule;
  /** Named by browsers for their push services, which are on the internet or in the networks above. */
  readonly pushServices: AddressRule;
  readonly fetch: CheckedFetch;
  readonly fetchOwned: CheckedFetch;
  readonly fetchPushService: CheckedFetch;

  constructor({ deviceNetworks, resolve = systemLookup }: OutboundOptions = {}) {
    const allowed = deviceNetworks && new Networks(deviceNetworks);
    const refusesOthers = (address: string, refused: (address: string) => boolean) =>
      metadata.has(address) ? 'metadata' : refused(address) ? 'networks' : undefined;
    this.owned = new AddressRule((address) => refusesOthers(address, () => false), resolve);
    this.entered = new AddressRule(
      (address) =>
        refusesOthers(address, (each) => (allowed === undefined ? linkLocal.has(each) : !allowed.has(each))),
      resolve,
    );
    this.pushServices = new AddressRule(
      (address) =>
        refusesOthers(address, (each) =>
          allowed === undefined ? linkLocal.has(each) : inner.has(each) && !allowed.has(each),
        ),
      resolve,
    );
    this.fetch = checkedFetch(this.entered);
    this.fetchOwned = checkedFetch(this.owned);
    this.fetchPushService = checkedFetch(this.pushServices);
  }
}

function checkedFetch(rule: AddressRule): CheckedFetch {
  const dispatcher = new Agent({ connect: rule.connector() });
  return (url, init) => fetch(url, { ...init, redirect: 'manual', dispatcher });
}

/** The body of an answer; undefined if it has more bytes than that, also unpacked. */
export async function textOfAtMost(maxBytes: number, { body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Addresses at which clouds hand out credentials: AWS, Azure, Google and others at 169.254.169.254, AWS for
 * containers in 169.254.170.0/24 and in fd00:ec2::/32, Alibaba at 100.100.100.200, Oracle at 192.0.0.192,
 * Azure's agent at 168.63.129.16, Google over IPv6 at fd20:ce::254, OpenStack at fe80::a9fe:a9fe.
 */
const metadataBlocks = [
  '169.254.169.0/24',
  '169.254.170.0/24',
  '100.100.100.200/32',
  '192.0.0.192/32',
  '168.63.129.16/32',
] as const;
const metadata = new Networks([
  ...metadataBlocks,
  ...metadataBlocks.flatMap(withinIPv6),
  'fd00:ec2::/32',
  'fd20:ce::254',
  'fe80::a9fe:a9fe',
]);
const linkLocal = new Networks(['169.254.0.0/16', ...withinIPv6('169.254.0.0/16'), 'fe80::/10']);
/** Networks that are not the internet. */
const innerBlocks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
];
const inner = new Networks([
  ...innerBlocks,
  '192.168.0.0/16',
  ...[...innerBlocks, '192.168.0.0/16'].flatMap(withinIPv6),
  '::/127',
  'fc00::/7',
  'fe80::/10',
]);

/** The same IPv4 block as reached over IPv6: compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). */
function withinIPv6(block: string): string[] {
  const [address = '', bits = '32'] = block.split('/');
  const prefix = Number(bits);
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const groups = [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
  return [
    `::${address}/${96 + prefix}`,
    `64:ff9b::${address}/${96 + prefix}`,
    `2002:${groups}::/${16 + prefix}`,
  ];
}
