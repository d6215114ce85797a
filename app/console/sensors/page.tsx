import { SensorList } from '#components/console/sensors/sensor-list.tsx';
import { requireSignIn, titleOf } from '../console-data.ts';

export const generateMetadata = () => titleOf('sensors');

export default async function SensorsPage() {
  await requireSignIn('/console/sensors');
  return <SensorList />;
}
