import { PeoplePage } from '#components/console/admin/people-page.tsx';
import { requireSignIn } from '../../console-data.ts';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('people');

export default async function People() {
  await requireSignIn('/console/admin/people');
  return <PeoplePage />;
}
