import { HistoryView } from '#components/console/history/history-view.tsx';
import { requireSignIn, titleOf } from '../console-data.ts';

export const generateMetadata = () => titleOf('history');

export default async function HistoryPage() {
  await requireSignIn('/console/history');
  return <HistoryView />;
}
