import { ConfigurationPage } from '#components/console/admin/configuration-page.tsx';
import { signedInPage } from '../../signed-in-page.tsx';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('configuration');
export default signedInPage('/console/admin/configuration', ConfigurationPage);
