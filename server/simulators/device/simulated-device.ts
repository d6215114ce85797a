/** The faults of a simulated device. The folder's README describes each. */
export const faultKinds = [
  'malformed-json',
  'html',
  'empty',
  'error-in-200',
  'numbers-as-text',
  'negative',
  'huge',
  'half-open',
  'slow',
  'status-401',
  'status-403',
  'status-404',
  'status-429',
  'status-500',
  'stale-nonce',
  'wrong-clock',
  'reset-counters',
  'occupancy-off',
  'refuse-connections',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The true values of one channel. */
export interface ChannelTruth {
  readonly channel: string;
  readonly in: number;
  readonly out: number;
  readonly occupancy: number;
}

/** One request a device got, with the status it answered (0: it never answered). */
export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
}

/** A fake device that really listens: HTTP in, faithful answers out. */
export interface SimulatedDevice {
  /** Without trailing slash. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** People walk. Without `channel`: through the device's first. */
  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void;
  /**
   * Breaks the device, or heals it with null. In effect at once, except that `refuse-connections` and the
   * healing of it are in effect when the promise resolves.
   */
  setFault(fault: FaultKind | null): Promise<void>;
  /** Changes settings of the family (mode, firmware …). Throws on one it does not know. */
  set(settings: Readonly<Record<string, unknown>>): void;
  /** Requests so far, refused ones and challenges included, the control API's own not. */
  readonly requests: number;
  /** The last 100 requests, oldest first. */
  readonly seen: readonly SeenRequest[];
  readonly supports: ReadonlySet<FaultKind>;
  truth(): readonly ChannelTruth[];
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}

/** A channel of a simulated device that has several. */
export interface SimulatedChannel {
  readonly id: string;
  readonly name?: string;
}

/** How to start a simulated device. Everything has a default, so `start({})` is a working device. */
export interface SimulatorOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** PEM texts; with them the device speaks HTTPS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Without user name and password the device asks for no sign-in. */
  readonly username?: string;
  readonly password?: string;
  /** Default `MD5`. */
  readonly digest?: 'MD5' | 'SHA-256';
  /** What the 401 offers, in this order. Default: Digest only. */
  readonly offers?: readonly ('digest' | 'basic')[];
  /** Milliseconds until a nonce is stale. Default 60 000. */
  readonly nonceLifeMs?: number;
  /** The key of families that sign in by header. */
  readonly token?: string;
  readonly serial?: string;
  readonly name?: string;
  /** IANA zone of the device's own clock. Default UTC. */
  readonly timezone?: string;
  readonly channels?: readonly SimulatedChannel[];
  /** Epoch milliseconds; default: the machine's clock. */
  readonly now?: () => number;
  /** Milliseconds the fault `slow` takes. Default 30 000. */
  readonly slowMs?: number;
  /** Settings of the family, as {@link SimulatedDevice.set} takes them. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Starts fake devices of one family; `id` is the family's. */
export interface SimulatorFamily {
  readonly id: string;
  readonly entry: SimulatedEntry;
  start(options: SimulatorOptions): Promise<SimulatedDevice>;
}

/** What the entry of a simulated device in a configuration file needs to know. */
export interface SimulatedEntry {
  /** Where the device's API begins: the path of the entry's `url`. */
  readonly basePath: string;
  /** The entry's key for families that sign in by one; the others have a user name and a password. */
  readonly keyName?: string;
  /** How often its devices are asked: what the entry's `poll` says. */
  readonly poll: string;
  /** Whether its devices have channels of their own names. */
  readonly hasChannels: boolean;
  /** The entry's `url` where it is not the device's: a broker; present without a value where there is none. */
  readonly url?: string | undefined;
  /** Further keys of the entry. */
  readonly keys?: Readonly<Record<string, string>>;
  /** It pushes by itself once this setting names the receiver. */
  readonly comesItself?: 'push' | 'publish';
}
