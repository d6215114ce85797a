import pino, { type Logger } from 'pino';

/** The log of the sidecar: JSON lines on standard output, one event per line, never a password or key. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
