/** One call that a vendor documents: where Doorlight makes it, and the test that shows it. */
export interface DocumentedCall {
  /** As the vendor prints it. */
  readonly call: string;
  /** The method that makes it, `AxisStereoClient.counts`; or the function that takes what a device sends. */
  readonly by: string;
  /** The method as it is now; anything else where there is none of that name. */
  readonly code: unknown;
  /** The class of the method, as its prototype. */
  readonly owner?: object;
  /** What it is good for: never empty. */
  readonly uses: readonly CallUse[];
  readonly test: CallTest;
}

/** A part of Doorlight that makes a call. */
export interface CallUse {
  /** `Counting`, `Back-fill`, `Sensor page: logs`. */
  readonly what: string;
  /** Of the family's folder, where the call stands. */
  readonly file: string;
}

export interface CallTest {
  /** Of the family's folder. */
  readonly file: string;
  /** As it stands there. */
  readonly title: string;
}

/** The calls of a family, for the table of `docs/devices.md`. */
export interface DocumentedFamily {
  /** The family's id, and its folder. */
  readonly id: string;
  /** Above its table: what is not seen in the calls. */
  readonly note: string;
  readonly calls: readonly DocumentedCall[];
}

/** Calls that a client's method makes; checked by the compiler: a method that is renamed is renamed here. */
export function documented<T extends object>(
  client: { readonly name: string; readonly prototype: T },
  method: keyof T & string,
  row: Pick<DocumentedCall, 'call' | 'uses' | 'test'>,
): DocumentedCall {
  return { ...row, by: `${client.name}.${method}`, code: client.prototype[method], owner: client.prototype };
}

/** What a device sends by itself, and the function that takes it. */
export function received(
  take: { readonly name: string },
  row: Pick<DocumentedCall, 'call' | 'uses' | 'test'>,
): DocumentedCall {
  return { ...row, by: take.name, code: take };
}
