/**
 * Shows whether the screen cuts its edges, distorts circles or loses greys. It has no colours: a test picture
 * must not look like a light.
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
