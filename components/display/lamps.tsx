/**
 * The three lamps in their places. Which one is lit is told by the `data-light` of the glass around them, so that
 * it changes with the tone of the page, in the same frame.
 */
export function Lamps() {
  return (
    <div className="glass-housing" aria-hidden="true">
      <span className="glass-lamp glass-lamp-red" />
      <span className="glass-lamp glass-lamp-amber" />
      <span className="glass-lamp glass-lamp-green" />
    </div>
  );
}
