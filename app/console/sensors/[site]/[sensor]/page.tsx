import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SensorView } from '#components/console/sensors/sensor-view.tsx';
import { nameOfSensor } from '#lib/names.ts';
import { consoleAnswer, requireSignIn } from '../../../console-data.ts';

interface SensorPageProps {
  readonly params: Promise<{ readonly site: string; readonly sensor: string }>;
}

async function sensorOf(params: SensorPageProps['params']) {
  const [{ site, sensor }, answer] = await Promise.all([params, consoleAnswer()]);
  if (answer.kind !== 'data') return undefined;
  return answer.sensors.find((status) => status.site === site && status.sensor === sensor);
}

export async function generateMetadata({ params }: SensorPageProps): Promise<Metadata> {
  const sensor = await sensorOf(params);
  return sensor === undefined ? {} : { title: nameOfSensor(sensor) };
}

export default async function SensorPage({ params }: SensorPageProps) {
  const { site, sensor } = await params;
  const answer = await requireSignIn(`/console/sensors/${site}/${sensor}`);
  if (answer.kind === 'unavailable') return null;
  if ((await sensorOf(params)) === undefined) notFound();
  return <SensorView path={`${site}/${sensor}`} />;
}
