/** The three lamps in their places. Which one is lit is told by the scene around them. */
export function Lamps() {
  return (
    <div className="glass-housing" aria-hidden="true">
      <span className="glass-lamp glass-lamp-red" />
      <span className="glass-lamp glass-lamp-amber" />
      <span className="glass-lamp glass-lamp-green" />
    </div>
  );
}
