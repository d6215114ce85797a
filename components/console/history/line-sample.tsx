import type { LineStyle } from './time-chart.tsx';

export interface LegendEntry {
  readonly name: string;
  readonly style: LineStyle;
}

/** The legend of a chart: the shape of each line. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
      {entries.map(({ name, style }) => (
        <li key={name} className="flex items-center gap-2">
          <LineSample style={style} />
          {name}
        </li>
      ))}
    </ul>
  );
}

const dashes: Partial<Record<LineStyle, string>> = { dashed: '8 5', dotted: '2 4', limit: '4 4' };

function LineSample({ style }: { readonly style: LineStyle }) {
  return (
    <svg aria-hidden="true" width="28" height="14" className="flex-none text-ink">
      {style === 'area' && <rect y="2" width="28" height="12" fill="currentColor" opacity="0.15" />}
      {style === 'bars' && (
        <path d="M3 14V7h5v7M11.5 14V2h5v12M20 14V5h5v9" fill="currentColor" opacity="0.55" />
      )}
      {style !== 'area' && style !== 'bars' && (
        <path
          d="M0 7h28"
          stroke="currentColor"
          strokeWidth={style === 'limit' ? 1 : 2}
          opacity={style === 'dashed' || style === 'limit' ? 0.7 : 1}
          strokeDasharray={dashes[style]}
        />
      )}
    </svg>
  );
}
