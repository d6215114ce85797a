/** A readable id: `door-b` is "Door B", `hall` is "Hall". */
export function readableId(id: string): string {
  return id
    .split('-')
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** A sensor as people call it. */
export function nameOfSensor({
  title,
  sensor,
}: {
  readonly title?: string | undefined;
  readonly sensor: string;
}): string {
  return title ?? readableId(sensor);
}

/** A source as people read it: the sensor, and its channel where it has several. */
export function readableSource({
  title,
  sensor,
  channel,
}: {
  readonly title?: string | undefined;
  readonly sensor: string;
  readonly channel: string;
}): string {
  const name = nameOfSensor({ title, sensor });
  return channel === 'main' || channel === sensor ? name : `${name} · ${channel}`;
}

/** The display's name. */
export function nameOfDisplay({
  name,
  display,
}: {
  readonly name?: string | undefined;
  readonly display: string;
}): string {
  return name ?? readableId(display);
}

/** `Store 2` before `Store 10`. */
export const byName = new Intl.Collator(undefined, { numeric: true });

/** Without accents and capitals: `Zürich` is found by `zurich`. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
