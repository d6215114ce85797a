/** Why a receiver was not reached, as far as a person can fix it. */
export type NetworkFailureKind =
  | 'name-unknown'
  | 'not-allowed'
  | 'refused'
  | 'no-answer'
  | 'certificate'
  | 'certificate-expired'
  | 'certificate-other'
  /** It answers in another protocol: plain text instead of TLS, or not HTTP. */
  | 'other-protocol'
  | 'unreachable';

export interface NetworkFailure {
  readonly kind: NetworkFailureKind;
  /** The system's code, for a technician: `EHOSTUNREACH`. */
  readonly reason: string;
}

/** Codes of Node.js, of OpenSSL as Node.js names them ("X509 certificate error codes"), and of undici. */
const kindsOf: readonly (readonly [RegExp, NetworkFailureKind])[] = [
  [/^(ENOTFOUND|EAI_AGAIN|EDNS)$/, 'name-unknown'],
  [/^EADDRREFUSED$/, 'not-allowed'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(TimeoutError|ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'no-answer'],
  [/^CERT_HAS_EXPIRED$/, 'certificate-expired'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'certificate-other'],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|CERT_\w+|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/,
    'certificate',
  ],
  [/^(ERR_SSL_\w+|EPROTO|HPE_\w+|HTTPParserError)$/, 'other-protocol'],
];

/** The kind of a failed network exchange. The code is on the error, or on its cause. */
export function networkFailureOf(error: unknown): NetworkFailure {
  for (let each = error; each instanceof Error; each = each.cause) {
    for (const reason of codesOf(each)) {
      const kind = kindsOf.find(([pattern]) => pattern.test(reason))?.[1];
      if (kind !== undefined) return { kind, reason };
    }
  }
  return { kind: 'unreachable', reason: deepestCode(error) };
}

/** Each address of a host name can fail in its own way: the first is reported. */
function codesOf(error: Error): string[] {
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...inner].flatMap((each: unknown) =>
    each instanceof Error ? [codeOf(each), each.name] : [],
  );
}

function deepestCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return deepestCode(error.cause);
  const code = codeOf(error);
  // A message that quotes an address may contain a password.
  return code.includes('://') ? error.name : code;
}

/** The system's code; for an error of nodemailer, its original one. */
function codeOf(error: Error): string {
  if ('originalCode' in error && typeof error.originalCode === 'string') return error.originalCode;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
