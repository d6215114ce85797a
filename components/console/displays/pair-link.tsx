import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { useMayConfigure } from '../console-context.ts';

/** Leads to where a new screen is connected, for who may. */
export function PairLink() {
  const t = useTranslations('fleet');
  if (!useMayConfigure()) return null;
  return (
    <Link href="/console/displays/pair" className={buttonClass({})}>
      {t('pair')}
    </Link>
  );
}
