import type { FaceWords } from '#lib/i18n/door.ts';

interface CountProps {
  readonly occupancy: number;
  readonly capacity: number;
  readonly words: FaceWords;
}

/** How many people are inside, of how many. */
export function Count({ occupancy, capacity, words }: CountProps) {
  const sentence = words.people
    .replace('{occupancy}', String(occupancy))
    .replace('{capacity}', String(capacity));
  return (
    <p className="glass-count" role="img" aria-label={sentence}>
      <span className="glass-occupancy">{occupancy}</span>
      <span className="glass-capacity">{capacity}</span>
    </p>
  );
}
