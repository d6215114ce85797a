import { PeoplePage } from '#components/console/admin/people-page.tsx';
import { signedInPage } from '../../signed-in-page.tsx';
import { adminTitle } from '../admin-title.ts';

export const generateMetadata = () => adminTitle('people');
export default signedInPage('/console/admin/people', PeoplePage);
