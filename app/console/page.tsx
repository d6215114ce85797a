import { cookies } from 'next/headers';
import { ZoneBoard } from '#components/console/zones/zone-board.tsx';
import { mayOperate } from '#lib/console/permissions.ts';
import { morningOf, putOffCookie } from '#lib/console/put-off.ts';
import { requireSignIn, titleOf } from './console-data.ts';
import { openingStart } from './opening-data.ts';

export const generateMetadata = () => titleOf('zones');

export default async function ZonesPage() {
  const answer = await requireSignIn('/console');
  if (answer.kind !== 'data' || !mayOperate(answer.session.user.role)) return <ZoneBoard />;
  const [site, ...others] = answer.sites;
  if (site === undefined || others.length > 0) return <ZoneBoard />;
  const isPutOff = (await cookies()).get(putOffCookie)?.value === morningOf(site, Date.now());
  return <ZoneBoard opening={{ start: await openingStart(site), isPutOff }} />;
}
