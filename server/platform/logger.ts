import pino, { type DestinationStream, type Logger } from 'pino';

/** Lines that are kept for a support ticket. */
const keptLines = 2000;
/** Characters of a line that are kept. */
const keptLength = 4000;

const recentOf = new WeakMap<Logger, string[]>();

/**
 * The log of the sidecar: JSON lines on standard output, one event per line, never a password or key. The latest lines
 * are kept in memory.
 */
export function createLogger(level: string, output: DestinationStream = pino.destination(1)): Logger {
  const recent: string[] = [];
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    {
      write: (line) => {
        output.write(line);
        recent.push(line.length > keptLength ? `${line.slice(0, keptLength)}…\n` : line);
        if (recent.length > keptLines) recent.shift();
      },
    },
  );
  recentOf.set(logger, recent);
  return logger;
}

/** The latest lines of a log, oldest first; none of a log that keeps none. */
export function recentLog(logger: Logger): readonly string[] {
  return recentOf.get(logger) ?? [];
}
