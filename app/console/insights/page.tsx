import { InsightsView } from '#components/console/insights/insights-view.tsx';
import { requireSignIn, titleOf } from '../console-data.ts';

export const generateMetadata = () => titleOf('insights');

export default async function InsightsPage() {
  await requireSignIn('/console/insights');
  return <InsightsView />;
}
