import type { JSX } from 'react';

export interface IconProps {
  /** Width and height in CSS pixels; default 24. */
  readonly size?: number;
}

/** A line drawing on a grid of 24, in the colour of the text; its meaning stands beside it. */
function icon(drawing: JSX.Element) {
  return ({ size = 24 }: IconProps) => (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="flex-none"
    >
      {drawing}
    </svg>
  );
}

export const ZonesIcon = icon(<path d="M4 6h9M4 12h16M4 18h12" />);
export const SensorsIcon = icon(
  <>
    <circle cx="12" cy="12" r="2.5" />
    <path d="M7 17a7 7 0 0 1 0-10M17 7a7 7 0 0 1 0 10M4 20A11.3 11.3 0 0 1 4 4M20 4a11.3 11.3 0 0 1 0 16" />
  </>,
);
export const DisplaysIcon = icon(
  <>
    <rect x="3" y="4" width="18" height="12" rx="2" />
    <path d="M12 16v4M8 20h8" />
  </>,
);
export const HistoryIcon = icon(<path d="M4 4v16h16M7.5 15.5l4-5 3 3 5-7" />);
export const InsightsIcon = icon(<path d="M5 20v-6M12 20V4M19 20V9" strokeWidth={3} />);
export const AlertsIcon = icon(<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16zM10 21h4" />);
export const WallIcon = icon(
  <>
    <rect x="4" y="4" width="6.5" height="6.5" rx="1" />
    <rect x="13.5" y="4" width="6.5" height="6.5" rx="1" />
    <rect x="4" y="13.5" width="6.5" height="6.5" rx="1" />
    <rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1" />
  </>,
);
export const AuditIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </>,
);
export const SettingsIcon = icon(
  <>
    <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
    <circle cx="16" cy="7" r="2.5" />
    <circle cx="8" cy="17" r="2.5" />
  </>,
);
export const AccountIcon = icon(
  <>
    <circle cx="12" cy="8" r="4" />
    <path d="M4 20.5c1.2-3.6 4.3-5.5 8-5.5s6.8 1.9 8 5.5" />
  </>,
);
export const BackIcon = icon(<path d="M15 5l-7 7 7 7" />);
export const ForwardIcon = icon(<path d="M9 5l7 7-7 7" />);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6L6 18" />);
export const CheckIcon = icon(<path d="M5 12.5l4.5 4.5L19 7.5" />);
export const WarningIcon = icon(<path d="M12 4L2.8 19.5h18.4L12 4zM12 10v4.5M12 17.2v.1" />);
export const WaitIcon = icon(<path d="M5 12v.01M12 12v.01M19 12v.01" strokeWidth={3} />);
export const RisingIcon = icon(<path d="M6 18L18 6M9 6h9v9" />);
export const SteadyIcon = icon(<path d="M4 12h16M14 6l6 6-6 6" />);
export const FallingIcon = icon(<path d="M6 6l12 12M18 9v9H9" />);
export const OpenIcon = icon(<path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9" />);
export const MoreIcon = icon(<path d="M12 5v.01M12 12v.01M12 19v.01" />);
export const LockIcon = icon(
  <>
    <rect x="5" y="11" width="14" height="9" rx="2" />
    <path d="M8 11V8a4 4 0 0 1 8 0v3" />
  </>,
);
