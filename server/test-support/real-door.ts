import { readFileSync } from 'node:fs';

/** From the project's folder, where tests and benches run. */
const file = 'server/test-support/data/real-door.csv';

/** Half an hour of the real door: people in and out. */
export interface HalfHour {
  /** Local time at which it begins: `2005-07-24T00:30`. */
  readonly from: string;
  readonly in: number;
  readonly out: number;
}

/** Ten weeks of one real door, by half hours; where they come from is written in the file's head. */
export function realDoor(): readonly HalfHour[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const [from = '', came, went] = line.split(',');
      return { from, in: Number(came), out: Number(went) };
    });
}

/** Whether the real door's days are those of a weekend: Labor Day is in them. */
export function isFreeDay(date: string): boolean {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 || date === '2005-09-05';
}
