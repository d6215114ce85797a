import { ConfigurationPage } from '#components/console/admin/configuration-page.tsx';
import { requireSignIn } from '../../console-data.ts';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('configuration');

export default async function Configuration() {
  await requireSignIn('/console/admin/configuration');
  return <ConfigurationPage />;
}
