import { TabletsPage } from '#components/console/admin/tablets-page.tsx';
import { requireSignIn } from '../../console-data.ts';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('tablets');

export default async function Tablets() {
  await requireSignIn('/console/admin/tablets');
  return <TabletsPage />;
}
