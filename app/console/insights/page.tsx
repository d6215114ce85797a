import { InsightsView } from '#components/console/insights/insights-view.tsx';
import { titleOf } from '../console-data.ts';
import { signedInPage } from '../signed-in-page.tsx';

export const generateMetadata = () => titleOf('insights');
export default signedInPage('/console/insights', InsightsView);
