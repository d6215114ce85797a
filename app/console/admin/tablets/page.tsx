import { TabletsPage } from '#components/console/admin/tablets-page.tsx';
import { signedInPage } from '../../signed-in-page.tsx';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('tablets');
export default signedInPage('/console/admin/tablets', TabletsPage);
