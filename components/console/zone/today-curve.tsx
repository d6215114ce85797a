'use client';

import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { useTranslations } from 'use-intl';
import { dayStart } from '#lib/console/day-start.ts';
import type { HistoryRow } from '#lib/contract/history.ts';

export interface TodayCurveProps {
  readonly rows: readonly HistoryRow[];
  /** People inside now: the end of the line. */
  readonly occupancy: number;
  readonly capacity: number;
  readonly timezone: string;
}

const dayS = 86_400;

/** The day's occupancy as a line over 24 hours, with the capacity as a dashed one. */
export default function TodayCurve({ rows, occupancy, capacity, timezone }: TodayCurveProps) {
  const t = useTranslations('zone');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let plot: uPlot | undefined;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(optionsOf(element, capacity, timezone), dataOf(rows, occupancy, capacity), element);
    };
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', draw);
      plot?.destroy();
    };
  }, [rows, occupancy, capacity, timezone]);
  return <div ref={box} role="img" aria-label={t('today')} className="h-full overflow-hidden" />;
}

function dataOf(rows: readonly HistoryRow[], occupancy: number, capacity: number): uPlot.AlignedData {
  const nowS = Date.now() / 1000;
  // A bin stands at its middle; the one that has just begun gives way to the number of now.
  const bins = rows
    .map((row) => ({ ...row, atS: (Date.parse(row.from) + Date.parse(row.to)) / 2000 }))
    .filter(({ atS }) => atS < nowS);
  return [
    [...bins.map(({ atS }) => atS), nowS],
    [...bins.map(({ max }) => max), occupancy],
    [...bins.map(({ avg }) => avg), occupancy],
    [...bins.map(() => capacity), capacity],
  ];
}

function optionsOf(element: HTMLElement, capacity: number, timezone: string): uPlot.Options {
  const style = getComputedStyle(element);
  const token = (name: string, alpha = 1) => `rgb(${style.getPropertyValue(name)} / ${alpha})`;
  const startS = dayStart(Date.now(), timezone) / 1000;
  const axis = { stroke: token('--muted'), font: `12px ${style.fontFamily}`, ticks: { show: false } };
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: timezone });
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { min: startS, max: startS + dayS },
      y: { range: (_plot, _least, most) => [0, Math.max(capacity, most) * 1.1] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        splits: () => [0, 6, 12, 18, 24].map((hour) => startS + hour * 3600),
        values: (_plot, splits) => splits.map((atS) => clock.format(atS * 1000)),
      },
      {
        ...axis,
        size: 40,
        grid: { stroke: token('--line'), width: 1 },
        splits: () => [0, capacity / 2, capacity].map(Math.round),
      },
    ],
    series: [
      {},
      { stroke: 'transparent', fill: token('--ink', 0.12), points: { show: false } },
      { stroke: token('--ink'), width: 2, points: { show: rowsAreFew } },
      { stroke: token('--muted'), width: 1, dash: [4, 4], points: { show: false } },
    ],
  };
}

/** A single point makes no line: it is drawn as a dot. */
function rowsAreFew(plot: uPlot): boolean {
  return plot.data[0].length < 3;
}
