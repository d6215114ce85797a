import crypto, { type ScryptOptions } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const { scrypt } = crypto;
type Callback = (error: Error | null, key: Buffer) => void;

/** Hashing a password takes a tenth of a second of a core on purpose; a test has nothing from that. */
crypto.scrypt = ((password: string, salt: string, length: number, options: ScryptOptions, done: Callback) =>
  scrypt(password, salt, length, { ...options, N: 16 }, done)) as typeof scrypt;
syncBuiltinESMExports();
