import { Gone } from '#components/console/gone.tsx';

/** Replaces the settings of something that was removed, also while it was being changed. */
export default function NotFound() {
  return <Gone role="alert" of="settings" href="/console/settings" />;
}
