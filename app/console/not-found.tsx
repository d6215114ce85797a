import { ZoneGone } from '#components/console/zone/zone-gone.tsx';

export default function NotFound() {
  return <ZoneGone />;
}
