import { createAccessControl } from 'better-auth/plugins/access';
import { defaultStatements } from 'better-auth/plugins/admin/access';

const accessControl = createAccessControl(defaultStatements);
const nothing = accessControl.newRole({ user: [], session: [] });

/**
 * What roles may do to users and sessions. Impersonation is not allowed: the audit log would name the wrong
 * person.
 */
export const adminRoles = {
  administrator: accessControl.newRole({
    user: ['create', 'list', 'set-role', 'ban', 'delete', 'set-password', 'get', 'update'],
    session: ['list', 'revoke', 'delete'],
  }),
  manager: nothing,
  staff: nothing,
  viewer: nothing,
};
