import { AddSensor } from '#components/console/settings/add-sensor/add-sensor.tsx';
import { pageOfSite } from '../../page-of-site.tsx';

export default pageOfSite(
  () => '/add-sensor',
  (entries, { site }) => <AddSensor site={site} entries={entries} />,
);
