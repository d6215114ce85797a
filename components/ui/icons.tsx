import type { ReactNode } from 'react';

export interface IconProps {
  /** Width and height in CSS pixels; default 24. */
  readonly size?: number;
}

interface DrawingProps extends IconProps {
  readonly path?: string;
  readonly strokeWidth?: number;
  /** What is no line. */
  readonly children?: ReactNode;
}

/** Line drawings on a grid of 24, in the colour of the text; their meaning stands beside them. */
function Icon({ path, children, size = 24, strokeWidth = 2 }: DrawingProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="flex-none"
    >
      {children}
      {path && <path d={path} />}
    </svg>
  );
}

export const ZonesIcon = (props: IconProps) => <Icon {...props} path="M4 6h9M4 12h16M4 18h12" />;
export const SensorsIcon = (props: IconProps) => (
  <Icon
    {...props}
    path="M7 17a7 7 0 0 1 0-10M17 7a7 7 0 0 1 0 10M4 20A11.3 11.3 0 0 1 4 4M20 4a11.3 11.3 0 0 1 0 16"
  >
    <circle cx="12" cy="12" r="2.5" />
  </Icon>
);
export const DisplaysIcon = (props: IconProps) => (
  <Icon {...props} path="M12 16v4M8 20h8">
    <rect x="3" y="4" width="18" height="12" rx="2" />
  </Icon>
);
export const HistoryIcon = (props: IconProps) => <Icon {...props} path="M4 4v16h16M7.5 15.5l4-5 3 3 5-7" />;
export const InsightsIcon = (props: IconProps) => (
  <Icon {...props} path="M5 20v-6M12 20V4M19 20V9" strokeWidth={3} />
);
export const AlertsIcon = (props: IconProps) => (
  <Icon {...props} path="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16zM10 21h4" />
);
export const WallIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="4" y="4" width="6.5" height="6.5" rx="1" />
    <rect x="13.5" y="4" width="6.5" height="6.5" rx="1" />
    <rect x="4" y="13.5" width="6.5" height="6.5" rx="1" />
    <rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1" />
  </Icon>
);
export const AuditIcon = (props: IconProps) => (
  <Icon {...props} path="M12 7v5l3.5 2">
    <circle cx="12" cy="12" r="9" />
  </Icon>
);
export const SettingsIcon = (props: IconProps) => (
  <Icon {...props} path="M4 7h9M19 7h1M4 17h1M11 17h9">
    <circle cx="16" cy="7" r="2.5" />
    <circle cx="8" cy="17" r="2.5" />
  </Icon>
);
export const AccountIcon = (props: IconProps) => (
  <Icon {...props} path="M4 20.5c1.2-3.6 4.3-5.5 8-5.5s6.8 1.9 8 5.5">
    <circle cx="12" cy="8" r="4" />
  </Icon>
);
export const BackIcon = (props: IconProps) => <Icon {...props} path="M15 5l-7 7 7 7" />;
export const ForwardIcon = (props: IconProps) => <Icon {...props} path="M9 5l7 7-7 7" />;
export const CloseIcon = (props: IconProps) => <Icon {...props} path="M6 6l12 12M18 6L6 18" />;
export const CheckIcon = (props: IconProps) => <Icon {...props} path="M5 12.5l4.5 4.5L19 7.5" />;
export const WarningIcon = (props: IconProps) => (
  <Icon {...props} path="M12 4L2.8 19.5h18.4L12 4zM12 10v4.5M12 17.2v.1" />
);
export const WaitIcon = (props: IconProps) => (
  <Icon {...props} path="M5 12v.01M12 12v.01M19 12v.01" strokeWidth={3} />
);
export const RisingIcon = (props: IconProps) => <Icon {...props} path="M6 18L18 6M9 6h9v9" />;
export const SteadyIcon = (props: IconProps) => <Icon {...props} path="M4 12h16M14 6l6 6-6 6" />;
export const FallingIcon = (props: IconProps) => <Icon {...props} path="M6 6l12 12M18 9v9H9" />;
export const OpenIcon = (props: IconProps) => <Icon {...props} path="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9" />;
export const MoreIcon = (props: IconProps) => <Icon {...props} path="M12 5v.01M12 12v.01M12 19v.01" />;
export const LockIcon = (props: IconProps) => (
  <Icon {...props} path="M8 11V8a4 4 0 0 1 8 0v3">
    <rect x="5" y="11" width="14" height="9" rx="2" />
  </Icon>
);
