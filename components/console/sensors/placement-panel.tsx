import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { ask } from '#lib/api/client.ts';
import type { LinePlacement } from '#lib/contract/device.ts';
import { placementShape } from './line-placement.ts';
import { PartContent } from './part-content.tsx';
import { useDevicePart } from './sensor-context.ts';

/** The position of the counting line in the camera's picture. */
export function PlacementPanel() {
  const t = useTranslations('sensorPage');
  const part = useDevicePart('placement', (api, init) =>
    ask(api.GET('/api/v1/sensors/{site}/{sensor}/device/placement', init)),
  );
  return (
    <Panel title={t('placement')}>
      <PartContent part={part} skeleton="aspect-[4/3]">
        {(placement) => (
          <>
            <LinePicture placement={placement} />
            <p className="mt-3 max-w-prose text-sm text-muted">
              {t('placementHint', { width: String(placement.width), height: String(placement.height) })}{' '}
              {placement.radius > 0 && t('curved', { radius: String(placement.radius) })}
            </p>
          </>
        )}
      </PartContent>
    </Panel>
  );
}

/** The frame of the picture with the two lines and the counting area: the picture itself is not available. */
function LinePicture({ placement }: { readonly placement: LinePlacement }) {
  const t = useTranslations('sensorPage');
  const hatch = useId();
  const { width, height, left, right, top, bottom, yFirst, yLast } = placement;
  const { area, lines } = placementShape(placement);
  // Stroke widths in pixels of the picture, so that every resolution looks the same.
  const pen = Math.max(width, height) / 160;
  return (
    <svg
      role="img"
      aria-label={t('placementAlt', {
        width: String(width),
        height: String(height),
        left: String(left),
        right: String(right),
        top: String(top),
        bottom: String(bottom),
        first: String(yFirst),
        last: String(yLast),
      })}
      data-placement=""
      viewBox={`0 0 ${width} ${height}`}
      className="block h-auto w-full rounded-lg border border-line bg-paper text-ink"
    >
      <defs>
        <pattern
          id={hatch}
          width={pen * 6}
          height={pen * 6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line y2={pen * 6} stroke="currentColor" strokeWidth={pen * 2} strokeOpacity={0.35} />
        </pattern>
      </defs>
      <path d={area} fill="currentColor" fillOpacity={0.06} />
      <path
        d={area}
        fill={`url(#${hatch})`}
        stroke="currentColor"
        strokeOpacity={0.5}
        strokeWidth={pen / 2}
      />
      {lines.map(({ x1, x2, y }) => (
        <line key={y} x1={x1} x2={x2} y1={y} y2={y} stroke="currentColor" strokeWidth={pen * 1.5} />
      ))}
    </svg>
  );
}
