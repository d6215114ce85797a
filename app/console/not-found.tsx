import { Gone } from '#components/console/gone.tsx';

export default function NotFound() {
  return <Gone of="zone" href="/console" />;
}
