/** A readable id: `door-b` is "Door B", `hall` is "Hall". */
export function readableId(id: string): string {
  return id
    .split('-')
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** A readable source: the sensor, and its channel if it has several. */
export function readableSource({
  sensor,
  channel,
}: {
  readonly sensor: string;
  readonly channel: string;
}): string {
  return channel === 'main' || channel === sensor ? readableId(sensor) : `${readableId(sensor)} · ${channel}`;
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
