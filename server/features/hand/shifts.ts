import { type Path, pathOf } from '#lib/contract/path.ts';
import type { HandShiftTable } from '#server/platform/database/schema.ts';
import type { DoorName, HandStore } from './hand-store.ts';

/** When people count, or have counted, instead of a device: at each door, the last shift at the end. */
export class Shifts {
  readonly #store: Pick<HandStore, 'saveShift' | 'shifts'>;
  readonly #byDoor = new Map<Path, readonly HandShiftTable[]>();

  constructor(store: Pick<HandStore, 'saveShift' | 'shifts'>) {
    this.#store = store;
  }

  /** Reads them again. @param sinceMs those that ended before it (epoch ms) count no more */
  async load(sinceMs: number): Promise<void> {
    const rows = await this.#store.shifts(sinceMs);
    this.#byDoor.clear();
    for (const row of rows) this.#remember(row);
  }

  /** A new shift, or one with another end. */
  async save(row: HandShiftTable): Promise<void> {
    await this.#store.saveShift(row);
    this.#remember(row);
  }

  /** The shift at a moment (epoch ms). */
  at({ site, sensor }: DoorName, atMs: number): HandShiftTable | undefined {
    const shifts = this.#byDoor.get(pathOf(site, sensor)) ?? [];
    return shifts.find(({ from_ms, until_ms }) => from_ms <= atMs && atMs < until_ms);
  }

  /** When the last shift ends, or ended (epoch ms). */
  lastUntilMs(path: Path): number | undefined {
    return this.#byDoor.get(path)?.at(-1)?.until_ms;
  }

  #remember(row: HandShiftTable): void {
    const path = pathOf(row.site, row.sensor);
    const others = (this.#byDoor.get(path) ?? []).filter(({ from_ms }) => from_ms !== row.from_ms);
    this.#byDoor.set(path, [...others, row]);
  }
}
