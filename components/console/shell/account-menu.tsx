import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { ask } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import { offeredRoles } from '../admin/role-lists.ts';
import { useConsole } from '../console-context.ts';
import { AccountButton } from './account-button.tsx';

const itemClass =
  'flex min-h-touch cursor-pointer items-center rounded-lg px-3 font-medium outline-none data-[highlighted]:bg-line/60';

/** The account menu with the sign-out. It is open when it mounts: it is loaded on demand. */
export function AccountMenu() {
  const t = useTranslations('account');
  const { api, session } = useConsole();
  const { name, role } = session.user;
  const known = offeredRoles.find((each) => each === role);
  const mayAdminister = known === 'administrator' || known === 'manager';
  const leave = async (isEverywhere: boolean) => {
    // Asked while the session lasts: at the company's own sign-in it ends, too.
    const where = await ask(api.GET('/api/v1/sign-out'));
    await ask(
      isEverywhere
        ? api.POST('/api/v1/me/sign-out-everywhere')
        : api.POST('/api/auth/sign-out', { body: {} }),
    );
    // A full page load, so that nothing of this user stays in memory.
    location.assign(under(where.ok ? where.value.next : '/sign-in'));
  };
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>
        <AccountButton name={name} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="fade-in z-50 min-w-60 rounded-xl border border-line bg-raised p-2 text-ink shadow-xl"
        >
          <DropdownMenu.Label className="px-3 pb-3 pt-2">
            <span className="block font-semibold">{t('signedInAs', { name })}</span>
            <span className="block text-sm text-muted">
              {known === undefined ? t('role.other', { role }) : t(`role.${known}`)}
            </span>
          </DropdownMenu.Label>
          <DropdownMenu.Item asChild className={itemClass}>
            <Link href="/console/account" prefetch={false}>
              {t('own')}
            </Link>
          </DropdownMenu.Item>
          {mayAdminister && (
            <DropdownMenu.Item asChild className={itemClass}>
              <Link href={`/console/admin/${known === 'manager' ? 'tablets' : 'people'}`} prefetch={false}>
                {t('administration')}
              </Link>
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item onSelect={() => void leave(false)} className={itemClass}>
            {t('signOut')}
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => void leave(true)} className={itemClass}>
            {t('signOutEverywhere')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
