/** A zone to choose. */
export interface ZoneChoice {
  readonly id: string;
  readonly name: string;
}
