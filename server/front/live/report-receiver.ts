import { type DisplayReport, displayReportSchema } from '#lib/contract/display-report.ts';

/** A screen reports once a minute, and when its light changes. */
const minApartMs = 500;

/**
 * Receives the `report` messages of one socket. An invalid or too frequent message is ignored without an
 * answer, so that an attacker learns nothing.
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
