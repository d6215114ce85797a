import 'uplot/dist/uPlot.min.css';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';

/** How a line is drawn: lines are distinguished by shape, because colour means the light. */
export type LineStyle = 'line' | 'area' | 'bars' | 'dashed' | 'dotted' | 'limit';

export interface ChartLine {
  readonly name: string;
  readonly style: LineStyle;
  /** One for each point; null if unknown. */
  readonly values: readonly (number | null)[];
}

export interface ChartTick {
  readonly atS: number;
  readonly label: string;
}

export interface TimeChartProps {
  /** Label for screen readers. */
  readonly label: string;
  /** Epoch seconds of the points, ascending. */
  readonly xs: readonly number[];
  readonly lines: readonly ChartLine[];
  /** Range of the axis, in epoch seconds. */
  readonly fromS: number;
  readonly toS: number;
  readonly ticks: readonly ChartTick[];
  /** Minimum upper end of the axis. */
  readonly atLeast: number;
  /** Description of a point, shown above the chart and read aloud; without it the chart is only a picture. */
  readonly describePoint?: (index: number) => string;
  readonly hint?: string;
}

/**
 * Numbers over time. A range input lies over the chart: finger, mouse and arrow keys move from point to point,
 * and the point is described as text.
 */
export default function TimeChart(props: TimeChartProps) {
  const { label, xs, describePoint, hint } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const [at, setAt] = useState<number>();

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const draw = () => {
      chart.current?.destroy();
      chart.current = new uPlot(optionsOf(element, props), dataOf(props), element);
    };
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', draw);
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [props]);

  const show = (index: number) => {
    const plot = chart.current;
    const x = xs[index];
    if (plot === undefined || x === undefined) return;
    plot.setCursor({ left: plot.valToPos(x, 'x'), top: 0 }, false);
    setAt(index);
  };
  const follow = (event: PointerEvent<HTMLInputElement>) => {
    const plot = chart.current;
    const plotted = box.current?.querySelector('.u-over')?.getBoundingClientRect();
    if (plot === undefined || plotted === undefined || xs.length === 0) return;
    show(nearest(xs, plot.posToVal(event.clientX - plotted.left, 'x')));
  };

  if (describePoint === undefined) {
    return <div ref={box} role="img" aria-label={label} className="h-full overflow-hidden" />;
  }
  const index = Math.min(at ?? xs.length - 1, xs.length - 1);
  return (
    <div className="flex h-full flex-col">
      <p aria-hidden="true" className="min-h-12 text-sm leading-6 tabular text-muted">
        {at === undefined ? hint : describePoint(index)}
      </p>
      <div className="relative min-h-0 flex-1 rounded-lg focus-within:outline focus-within:outline-[3px] focus-within:outline-offset-2 focus-within:outline-ink">
        <div ref={box} aria-hidden="true" className="h-full overflow-hidden" />
        <input
          type="range"
          aria-label={label}
          aria-valuetext={xs.length === 0 ? '' : describePoint(index)}
          min={0}
          max={Math.max(0, xs.length - 1)}
          value={Math.max(0, index)}
          onChange={(event) => show(Number(event.target.value))}
          onFocus={() => show(index)}
          onPointerMove={follow}
          onPointerDown={follow}
          className="absolute inset-0 h-full w-full cursor-crosshair touch-pan-y opacity-0"
        />
      </div>
    </div>
  );
}

function nearest(xs: readonly number[], x: number): number {
  let best = 0;
  for (const [index, each] of xs.entries()) {
    if (Math.abs(each - x) < Math.abs((xs[best] ?? 0) - x)) best = index;
  }
  return best;
}

function dataOf({ xs, lines }: TimeChartProps): uPlot.AlignedData {
  return [[...xs], ...lines.map(({ values }) => [...values])];
}

function optionsOf(element: HTMLElement, props: TimeChartProps): uPlot.Options {
  const { lines, fromS, toS, atLeast } = props;
  const ticks = fitting(props.ticks, element.clientWidth - axisSize);
  const style = getComputedStyle(element);
  const token = (name: string, alpha = 1) => `rgb(${style.getPropertyValue(name)} / ${alpha})`;
  const axis = { stroke: token('--muted'), font: `12px ${style.fontFamily}`, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    cursor: {
      show: props.describePoint !== undefined,
      x: true,
      y: false,
      drag: { x: false, y: false },
      points: { show: false },
    },
    scales: {
      x: { time: false, min: fromS, max: toS },
      y: { range: (_plot, _least, most) => [0, Math.max(1, atLeast, most ?? 0) * 1.1] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        splits: () => ticks.map(({ atS }) => atS),
        values: () => ticks.map(({ label }) => label),
      },
      { ...axis, size: axisSize, space: 40, grid: { stroke: token('--line'), width: 1 }, incrs: wholeSteps },
    ],
    series: [{}, ...lines.map((line) => seriesOf(line, token))],
  };
}

/** Room for the numbers beside the chart, in CSS pixels. */
const axisSize = 44;
const letterWidth = 7;
const labelGap = 10;

/** As many marks as fit, evenly spaced. */
function fitting(ticks: readonly ChartTick[], width: number): readonly ChartTick[] {
  const longest = Math.max(0, ...ticks.map(({ label }) => label.length));
  const every = Math.max(1, Math.ceil((ticks.length * (longest * letterWidth + labelGap)) / width));
  return ticks.filter((_, index) => index % every === 0);
}

/** People are whole. */
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

type Token = (name: string, alpha?: number) => string;

function seriesOf({ style, values }: ChartLine, token: Token): uPlot.Series {
  const none = { points: { show: false } } as const;
  switch (style) {
    case 'area':
      return { ...none, stroke: token('--ink', 0), fill: token('--ink', 0.12) };
    case 'bars': {
      const paths = uPlot.paths.bars?.({ size: [0.8, 60, 1] });
      return {
        ...none,
        // The stroke would be subtracted from the bars: of 365 in a row nothing would remain.
        width: 0,
        fill: token('--ink', 0.55),
        ...(paths !== undefined && { paths }),
      };
    }
    case 'dashed':
      return {
        points: { show: true, filter: () => lonely(values) },
        stroke: token('--muted'),
        width: 2,
        dash: [8, 5],
      };
    case 'dotted':
      return { ...none, stroke: token('--ink'), width: 2, dash: [2, 4] };
    case 'limit':
      return { ...none, stroke: token('--muted'), width: 1, dash: [4, 4] };
    case 'line':
      return { stroke: token('--ink'), width: 2, points: { show: true, filter: () => lonely(values) } };
  }
}

/** Points without a neighbour make no line: each is drawn as a dot. */
function lonely(values: ChartLine['values']): number[] {
  const isKnown = (at: number) => (values[at] ?? null) !== null;
  return values.flatMap((_, at) => (isKnown(at) && !isKnown(at - 1) && !isKnown(at + 1) ? [at] : []));
}
