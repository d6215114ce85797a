import { type DisplayReport, displayReportSchema } from '#lib/contract/display-report.ts';

/** A screen says something once a minute, and when its light changes. */
const minApartMs = 500;

/**
 * Takes what comes as a `report` over one socket: what is no report, or comes too often, is left aside without a
 * word, for whoever sends such things need not know.
 *
 * @param now monotonic milliseconds
 */
export function reportReceiver(
  onReport: (report: DisplayReport) => void,
  now: () => number = () => performance.now(),
): (message: unknown) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (message) => {
    const nowMs = now();
    if (nowMs - lastMs < minApartMs) return;
    lastMs = nowMs;
    const report = displayReportSchema.safeParse(message);
    if (report.success) onReport(report.data);
  };
}
