import { ZoneGone } from '#components/console/zones/zone-gone.tsx';

export default function NotFound() {
  return <ZoneGone />;
}
