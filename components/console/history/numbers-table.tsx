import { useState } from 'react';
import { useFormatter } from 'use-intl';
import type { Cell } from './history-csv.ts';

export interface NumbersTableProps {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The numbers of a chart as a table, also for screen readers; rendered when it is opened. */
export function NumbersTable({ title, head, rows }: NumbersTableProps) {
  const { number } = useFormatter();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="flex min-h-touch cursor-pointer items-center font-medium">
        <span className="underline decoration-line underline-offset-4">{title}</span>
      </summary>
      {isOpen && (
        // biome-ignore lint/a11y/useSemanticElements: a page may have several, which landmarks must not be
        <div
          role="group"
          aria-label={title}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          tabIndex={0}
          className="relative max-h-96 overflow-auto rounded-lg border border-line"
        >
          <table className="w-full border-collapse text-right text-sm tabular">
            <thead className="sticky top-0 bg-raised">
              <tr className="border-b border-line">
                {head.map((name) => (
                  <th key={name} scope="col" className="px-3 py-2 font-semibold first:text-left">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([first, ...rest], index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: an hour may come twice in a night
                <tr key={index} className="border-b border-line last:border-0">
                  <th scope="row" className="whitespace-nowrap px-3 py-2 text-left font-normal">
                    {first}
                  </th>
                  {rest.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
                    <td key={column} className="px-3 py-2">
                      {typeof cell === 'number' ? number(cell) : (cell ?? '–')}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
