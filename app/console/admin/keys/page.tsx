import { KeysPage } from '#components/console/admin/keys-page.tsx';
import { requireSignIn } from '../../console-data.ts';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('keys');

export default async function Keys() {
  await requireSignIn('/console/admin/keys');
  return <KeysPage />;
}
