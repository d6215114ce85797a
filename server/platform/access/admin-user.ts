import type { Role } from '#lib/contract/principal.ts';
import type { Auth } from './auth.ts';

/** The user that DOORLIGHT_ADMIN_PASSWORD creates. */
export const adminUsername = 'admin';
const administrator: Role = 'administrator';

/**
 * Makes sure that the user `admin` exists, is administrator, and has this password. If the password changes,
 * all sessions of that user end.
 */
export async function ensureAdmin(auth: Auth, password: string): Promise<void> {
  const { internalAdapter, password: passwords } = await auth.$context;
  const userId = await ensureAdminUser(auth);
  const accounts = await internalAdapter.findAccounts(userId);
  const stored = accounts.find((account) => account.providerId === 'credential')?.password;
  if (typeof stored === 'string' && (await passwords.verify({ hash: stored, password }))) return;
  const hash = await passwords.hash(password);
  if (stored === undefined) {
    await internalAdapter.linkAccount({
      userId,
      accountId: userId,
      providerId: 'credential',
      password: hash,
    });
  } else await internalAdapter.updatePassword(userId, hash);
  await internalAdapter.deleteUserSessions(userId);
}

/** Makes sure that the user `admin` exists and is administrator; returns its id. */
export async function ensureAdminUser(auth: Auth): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const user = (await findAdmin(auth)) ?? (await createAdmin(auth));
  if (user.role !== administrator || user.banned === true) {
    await internalAdapter.updateUser(user.id, { role: administrator, banned: false });
  }
  return user.id;
}

interface AdminRow {
  readonly id: string;
  readonly role?: string | null;
  readonly banned?: boolean | null;
}

async function findAdmin(auth: Auth): Promise<AdminRow | null> {
  const { adapter } = await auth.$context;
  return adapter.findOne<AdminRow>({ model: 'user', where: [{ field: 'username', value: adminUsername }] });
}

async function createAdmin(auth: Auth): Promise<AdminRow> {
  const { internalAdapter } = await auth.$context;
  try {
    const { id } = await internalAdapter.createUser({
      username: adminUsername,
      name: adminUsername,
      // Users have no e-mail address; the field must be filled and unique.
      email: `${adminUsername}@doorlight.invalid`,
      emailVerified: true,
      role: administrator,
    });
    return { id, role: administrator };
  } catch (error) {
    // Another sidecar starts at the same moment.
    const other = await findAdmin(auth);
    if (other === null) throw error;
    return other;
  }
}

/** Whether any administrator can sign in with a password. */
export async function hasAdministratorWithPassword(auth: Auth): Promise<boolean> {
  const { adapter, internalAdapter } = await auth.$context;
  const users = await adapter.findMany<{ id: string }>({
    model: 'user',
    where: [{ field: 'role', value: administrator }],
  });
  for (const { id } of users) {
    const accounts = await internalAdapter.findAccounts(id);
    if (accounts.some((account) => typeof account.password === 'string')) return true;
  }
  return false;
}
