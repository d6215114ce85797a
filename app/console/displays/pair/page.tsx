import { PairView } from '#components/console/displays/pair-view.tsx';
import { requireSignIn, titleOf } from '../../console-data.ts';

export const generateMetadata = () => titleOf('displays');

interface Address {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** `/console/displays/pair?code=…`: the address in a new screen's code. */
export default async function PairPage({ searchParams }: Address) {
  const { code: given } = await searchParams;
  const code = typeof given === 'string' ? given.slice(0, 40) : '';
  await requireSignIn(`/console/displays/pair${code === '' ? '' : `?code=${encodeURIComponent(code)}`}`);
  return <PairView code={code} />;
}
