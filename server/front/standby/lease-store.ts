/** Where the lease is kept: one text that stands for a time, and that nobody can change who did not write it. */
export interface LeaseStore {
  /**
   * Takes the lease where nobody has it, or keeps it where it is ours already.
   *
   * @param text what stands in it while it is ours; different for everybody and each time
   * @param run whose lease is ours to take over: that of a process of the same run has ended for certain
   * @param ttlMs for how long it stands, if nobody keeps it
   * @returns what stands in it now: `text` where it is ours, else what another has written
   * @throws when the store cannot be reached, or does not answer in time
   */
  hold(text: string, run: string | undefined, ttlMs: number): Promise<string>;
  /** Gives the lease back, where it is ours. */
  release(text: string): Promise<void>;
  close(): Promise<void>;
}
