/** Entries of the audit log that are shown at once. */
export const auditPageSize = 50;
