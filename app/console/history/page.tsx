import { HistoryView } from '#components/console/history/history-view.tsx';
import { titleOf } from '../console-data.ts';
import { signedInPage } from '../signed-in-page.tsx';

export const generateMetadata = () => titleOf('history');
export default signedInPage('/console/history', HistoryView);
