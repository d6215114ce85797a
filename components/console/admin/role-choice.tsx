import { useTranslations } from 'use-intl';
import type { Role } from '#lib/contract/principal.ts';
import { useAdminWords } from './admin-words.tsx';

const mays = {
  administrator: 'people.mayAdministrator',
  manager: 'people.mayManager',
  staff: 'people.mayStaff',
  viewer: 'people.mayViewer',
} as const;

export interface RoleChoiceProps {
  readonly label: string;
  readonly offered: readonly Role[];
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

/** A choice of roles, with a description of each. */
export function RoleChoice({ label, offered, value, onChange }: RoleChoiceProps) {
  const t = useAdminWords();
  const account = useTranslations('account');
  return (
    <fieldset>
      <legend className="mb-1.5 text-base font-medium">{label}</legend>
      <div className="overflow-hidden rounded-lg border border-muted">
        {offered.map((role) => (
          <label
            key={role}
            className="flex min-h-14 cursor-pointer items-center gap-3 border-b border-line px-3 py-2 last:border-b-0 hover:bg-line/40"
          >
            <input
              type="radio"
              name="role"
              checked={value === role}
              onChange={() => onChange(role)}
              className="h-5 w-5 flex-none accent-ink"
            />
            <span>
              <span className="block font-medium">{account(`role.${role}`)}</span>
              <span className="block text-sm text-muted">{t(mays[role])}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
