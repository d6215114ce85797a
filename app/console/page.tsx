import { ZoneBoard } from '#components/console/zones/zone-board.tsx';
import { requireSignIn, titleOf } from './console-data.ts';

export const generateMetadata = () => titleOf('zones');

export default async function ZonesPage() {
  await requireSignIn('/console');
  return <ZoneBoard />;
}
