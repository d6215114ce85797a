import { cookies } from 'next/headers';
import { ZoneBoard } from '#components/console/board/zone-board.tsx';
import { morningOf, putOffCookie } from '#components/console/opening/postponement.ts';
import { mayOperate } from '#components/console/permissions.ts';
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
