import { AlertSettingsPage } from '#components/console/alerts/alert-settings-page.tsx';
import { requireSignIn, titleOf } from '../../console-data.ts';

export const generateMetadata = () => titleOf('alerts');

export default async function Page() {
  await requireSignIn('/console/alerts/settings');
  return <AlertSettingsPage />;
}
