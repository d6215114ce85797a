import { EntryGone } from '#components/console/settings/entry-gone.tsx';

export default function NotFound() {
  return <EntryGone />;
}
