import { type BackfillKey, type BackfillRecord, isSame } from './backfill-record.ts';

/** The back-fills that are not final, by site: a chain has tens of thousands, and what is done concerns one site. */
export class OpenRecords {
  readonly #ofSite = new Map<string, readonly BackfillRecord[]>();

  *all(): Generator<BackfillRecord> {
    for (const records of this.#ofSite.values()) yield* records;
  }

  /** Each site's. */
  sites(): Iterable<readonly BackfillRecord[]> {
    return this.#ofSite.values();
  }

  of(site: string): readonly BackfillRecord[] {
    return this.#ofSite.get(site) ?? [];
  }

  /** Adds records; one of the same back-fill that is there gives way. */
  put(records: readonly BackfillRecord[]): void {
    for (const record of records) {
      const others = this.of(record.site);
      const at = others.findIndex((other) => isSame(other, record));
      this.#ofSite.set(record.site, at < 0 ? [...others, record] : others.with(at, record));
    }
  }

  /** Puts another state of a back-fill in its place, if it is still there. */
  update(record: BackfillRecord): void {
    if (this.of(record.site).some((other) => isSame(other, record))) this.put([record]);
  }

  remove(records: readonly BackfillKey[]): void {
    for (const record of records) {
      const left = this.of(record.site).filter((other) => !isSame(other, record));
      if (left.length === 0) this.removeSite(record.site);
      else this.#ofSite.set(record.site, left);
    }
  }

  removeSite(site: string): void {
    this.#ofSite.delete(site);
  }
}
