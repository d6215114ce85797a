/** The three lamps. The scene around them sets which one is lit. */
export function Lamps() {
  return (
    <div className="glass-housing" aria-hidden="true">
      <span className="glass-lamp glass-lamp-red" />
      <span className="glass-lamp glass-lamp-amber" />
      <span className="glass-lamp glass-lamp-green" />
    </div>
  );
}
