import type { LineLook } from './time-chart.tsx';

export interface LegendEntry {
  readonly name: string;
  readonly look: LineLook;
}

/** What each line of a chart is, told by its shape. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
      {entries.map(({ name, look }) => (
        <li key={name} className="flex items-center gap-2">
          <LineSample look={look} />
          {name}
        </li>
      ))}
    </ul>
  );
}

const dashes: Partial<Record<LineLook, string>> = { dashed: '8 5', dotted: '2 4', limit: '4 4' };

function LineSample({ look }: { readonly look: LineLook }) {
  return (
    <svg aria-hidden="true" width="28" height="14" className="flex-none text-ink">
      {look === 'area' && <rect y="2" width="28" height="12" fill="currentColor" opacity="0.15" />}
      {look === 'bars' && (
        <path d="M3 14V7h5v7M11.5 14V2h5v12M20 14V5h5v9" fill="currentColor" opacity="0.55" />
      )}
      {look !== 'area' && look !== 'bars' && (
        <path
          d="M0 7h28"
          stroke="currentColor"
          strokeWidth={look === 'limit' ? 1 : 2}
          opacity={look === 'dashed' || look === 'limit' ? 0.7 : 1}
          strokeDasharray={dashes[look]}
        />
      )}
    </svg>
  );
}
