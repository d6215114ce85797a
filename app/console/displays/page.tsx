import { DisplayList } from '#components/console/displays/display-list.tsx';
import { requireSignIn, titleOf, visitorApi } from '../console-data.ts';

export const generateMetadata = () => titleOf('displays');

export default async function DisplaysPage() {
  await requireSignIn('/console/displays');
  const displays = await (await visitorApi()).displays();
  return <DisplayList start={displays.ok ? displays.value : undefined} />;
}
