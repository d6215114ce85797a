import { AlertsPage } from '#components/console/alerts/alerts-page.tsx';
import { requireSignIn, titleOf } from '../console-data.ts';

export const generateMetadata = () => titleOf('alerts');

export default async function Page() {
  await requireSignIn('/console/alerts');
  return <AlertsPage />;
}
