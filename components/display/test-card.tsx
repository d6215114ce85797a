/**
 * Shows whether the screen cuts its edges, squeezes circles or swallows greys. It has no colours: a test picture
 * must not be taken for a light.
 */
export function TestCard() {
  return (
    <div className="glass-test">
      <p className="glass-test-size">
        {innerWidth} × {innerHeight}
      </p>
    </div>
  );
}
