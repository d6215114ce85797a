import { InstallationPage } from '#components/console/admin/installation-page.tsx';
import { requireSignIn } from '../../console-data.ts';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('installation');

export default async function Installation() {
  await requireSignIn('/console/admin/installation');
  return <InstallationPage />;
}
