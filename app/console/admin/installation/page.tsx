import { InstallationPage } from '#components/console/admin/installation-page.tsx';
import { signedInPage } from '../../signed-in-page.tsx';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('installation');
export default signedInPage('/console/admin/installation', InstallationPage);
