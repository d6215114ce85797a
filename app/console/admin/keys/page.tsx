import { KeysPage } from '#components/console/admin/keys-page.tsx';
import { signedInPage } from '../../signed-in-page.tsx';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('keys');
export default signedInPage('/console/admin/keys', KeysPage);
