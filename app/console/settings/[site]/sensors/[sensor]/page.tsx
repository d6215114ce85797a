import { SensorForm } from '#components/console/settings/sensor-form.tsx';
import { pageOfSite } from '../../../page-of-site.tsx';
import { entryOf } from '../../../settings-data.ts';

export default pageOfSite<{ site: string; sensor: string }>(
  ({ sensor }) => `/sensors/${sensor}`,
  (entries, { sensor }) => <SensorForm entry={entryOf(entries, 'sensor', sensor)} />,
);
