import { SidecarsPage } from '#components/console/admin/sidecars-page.tsx';
import { requireSignIn } from '../../../console-data.ts';
import { adminTitle } from '../../admin-title.ts';

export const generateMetadata = () => adminTitle('installation');

export default async function Sidecars() {
  await requireSignIn('/console/admin/installation/sidecars');
  return <SidecarsPage />;
}
