import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { ConfigurationError } from '../platform/config/configuration-error.ts';
import type { Environment } from '../platform/config/environment.ts';

/** Paths of PEM files. */
type Files = NonNullable<Environment['tls']>;

interface Pair {
  readonly cert: string;
  readonly key: string;
}

const checkEveryMs = 60_000;
const dayMs = 24 * 3_600_000;
/** Certificates with automatic renewal are renewed earlier than this. */
const warnBeforeMs = 14 * dayMs;

/**
 * The certificate that HTTPS is served with. What renews certificates writes the files again: the new pair is served from then
 * on, and nobody who is connected notices.
 */
export class ServedCertificate {
  readonly #files: Files;
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  readonly #listeners: ((pair: Pair) => void)[] = [];
  #pair: Pair;
  #complaint: { readonly cause: string; isReported: boolean } | undefined;
  #warnedMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  /** @throws {ConfigurationError} when the files cannot be read, or do not belong together */
  constructor(files: Files, logger: Pick<Logger, 'info' | 'warn'>) {
    this.#files = files;
    this.#logger = logger;
    try {
      this.#pair = readPair(files);
    } catch (error) {
      throw new ConfigurationError('The environment', [
        {
          path: 'TLS_CERT, TLS_KEY',
          found: `${files.certFile}, ${files.keyFile}: ${wordsOf(error)}`,
          expected:
            'the paths of two PEM files: a certificate (with those between, if any) and its private key',
        },
      ]);
    }
  }

  get pair(): Pair {
    return this.#pair;
  }

  /** SHA-256, `AB:CD:…` */
  get fingerprint(): string {
    return new X509Certificate(this.#pair.cert).fingerprint256;
  }

  /** Calls back with each new pair. */
  onRenewed(listener: (pair: Pair) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    this.check();
    this.#timer = setInterval(() => this.check(), checkEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Checks whether the files were written again. A pair that cannot be used is not: the one before is served on. */
  check(): void {
    try {
      const pair = readPair(this.#files);
      this.#complaint = undefined;
      if (pair.cert !== this.#pair.cert || pair.key !== this.#pair.key) this.#renew(pair);
    } catch (error) {
      this.#complain(wordsOf(error));
    }
    this.#warnBeforeEnd(Date.now());
  }

  /** Once for each cause, and only of what is still so a minute later: one file may be written a moment before the other. */
  #complain(cause: string): void {
    if (this.#complaint?.cause !== cause) {
      this.#complaint = { cause, isReported: false };
      return;
    }
    if (this.#complaint.isReported) return;
    this.#complaint.isReported = true;
    this.#logger.warn(
      { error: cause },
      'TLS_CERT and TLS_KEY cannot be used; the certificate before is served on',
    );
  }

  #renew(pair: Pair): void {
    this.#pair = pair;
    this.#warnedMs = Number.NEGATIVE_INFINITY;
    this.#logger.info({ validTo: endOf(pair).toISOString() }, 'the certificate was renewed');
    for (const listener of this.#listeners) listener(pair);
  }

  #warnBeforeEnd(nowMs: number): void {
    const end = endOf(this.#pair);
    if (end.getTime() - nowMs > warnBeforeMs || nowMs - this.#warnedMs < dayMs) return;
    this.#warnedMs = nowMs;
    this.#logger.warn(
      { validTo: end.toISOString() },
      'the certificate of TLS_CERT ends soon: screens do not connect afterwards. Renew it; the files are read again by themselves',
    );
  }
}

function readPair({ certFile, keyFile }: Files): Pair {
  const pair = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  if (!new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key)))
    throw new Error('the key is that of another certificate');
  return pair;
}

function endOf({ cert }: Pair): Date {
  return new Date(new X509Certificate(cert).validTo);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
