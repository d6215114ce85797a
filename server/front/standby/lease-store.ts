/** Stores the lease: one text that is valid for a time, and that only its writer can change. */
export interface LeaseStore {
  /**
   * Acquires the lease if it is free, or renews it if it is ours.
   *
   * @param text its content while it is ours; unique for each candidate and period
   * @param run the run whose lease may be taken over: its earlier process has certainly ended
   * @param ttlMs for how long it is valid without renewal
   * @returns its content now: `text` if it is ours, otherwise what another has written
   * @throws when the store cannot be reached, or does not answer in time
   */
  hold(text: string, run: string | undefined, ttlMs: number): Promise<string>;
  /** Releases the lease if it is ours. */
  release(text: string): Promise<void>;
  close(): Promise<void>;
}
