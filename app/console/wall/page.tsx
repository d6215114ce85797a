import { Wall } from '#components/console/wall/wall.tsx';
import { requireSignIn, titleOf } from '../console-data.ts';

export const generateMetadata = () => titleOf('wall');

export default async function Page() {
  await requireSignIn('/console/wall');
  return <Wall />;
}
