import { DropdownMenu } from 'radix-ui';
import { buttonClass } from '#components/ui/button.tsx';
import { MoreIcon } from '#components/ui/icons.tsx';
import type { Person } from '#lib/contract/person.ts';
import { useTimes } from '../use-times.ts';
import { useAdminWords } from './admin-words.tsx';
import { useRoles } from './use-roles.ts';

export interface PersonAction {
  readonly kind: 'edit' | 'setPassword' | 'setPin' | 'removePin' | 'signOut' | 'remove';
  readonly person: Person;
}

export interface PersonRowProps {
  readonly person: Person;
  readonly isMe: boolean;
  readonly onAction: (action: PersonAction) => void;
}

/** One user: roles, sign-in, and actions. */
export function PersonRow({ person, isMe, onAction }: PersonRowProps) {
  const t = useAdminWords();
  const { moment } = useTimes();
  const roles = useRoles([person])(person);
  const { name, username, hasPassword, hasPin, pinLockedUntil } = person;
  const facts = [
    ...(name === username ? [] : [username]),
    ...(isMe ? [t('people.you')] : []),
    ...(hasPassword ? [] : [t('people.noPassword')]),
    ...(hasPin && pinLockedUntil === undefined ? [t('people.hasPin')] : []),
    ...(pinLockedUntil === undefined ? [] : [t('people.pinLocked', { time: moment(pinLockedUntil) })]),
  ];
  return (
    <li data-person={username} className="flex items-center gap-4 border-b border-line py-3 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate text-lg font-semibold">{name}</p>
        <p className="text-muted">{[roles, ...facts].join(' · ')}</p>
      </div>
      <Menu person={person} onAction={onAction} />
    </li>
  );
}

function Menu({ person, onAction }: Omit<PersonRowProps, 'isMe'>) {
  const t = useAdminWords();
  const items = [
    ['edit', t('people.edit')],
    ['setPassword', t('people.setPassword')],
    ['setPin', t('people.setPin')],
    ...(person.hasPin ? ([['removePin', t('people.removePin')]] as const) : []),
    ['signOut', t('people.signOut')],
    ['remove', t('remove')],
  ] as const;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('people.more', { name: person.name })}
        className={buttonClass({ variant: 'quiet' }, '-mr-3 px-0')}
      >
        <MoreIcon />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="fade-in z-50 min-w-60 rounded-xl border border-line bg-raised p-2 text-ink shadow-xl"
        >
          {items.map(([kind, words]) => (
            <DropdownMenu.Item
              key={kind}
              onSelect={() => onAction({ kind, person })}
              className="flex min-h-touch cursor-pointer items-center rounded-lg px-3 font-medium outline-none data-[highlighted]:bg-line/60"
            >
              {words}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
