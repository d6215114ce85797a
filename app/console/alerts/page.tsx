import { AlertsPage } from '#components/console/alerts/alerts-page.tsx';
import { titleOf } from '../console-data.ts';
import { signedInPage } from '../signed-in-page.tsx';

export const generateMetadata = () => titleOf('alerts');
export default signedInPage('/console/alerts', AlertsPage);
