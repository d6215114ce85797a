/** Screens reload at a random time within this, not all at once. */
const withinMs = 3_000;

/** Reloads the page; with the watchdog only once the server answers. */
export function reloadPage(): void {
  if (window.doorlight) window.doorlight.reload(withinMs);
  else location.reload();
}
