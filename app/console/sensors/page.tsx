import { SensorList } from '#components/console/sensors/sensor-list.tsx';
import { titleOf } from '../console-data.ts';
import { signedInPage } from '../signed-in-page.tsx';

export const generateMetadata = () => titleOf('sensors');
export default signedInPage('/console/sensors', SensorList);
