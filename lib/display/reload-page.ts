/** Screens that load anew do so some time within this, not all at once. */
const withinMs = 3_000;

/** Loads the page anew, as soon as the server answers where the watchdog is there to ask it. */
export function reloadPage(): void {
  if (window.doorlight) window.doorlight.reload(withinMs);
  else location.reload();
}
