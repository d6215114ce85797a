import { AuditLog } from '#components/console/audit/audit-log.tsx';
import { auditPageSize } from '#components/console/audit/audit-page.ts';
import { requireSignIn, titleOf, visitorApi } from '../console-data.ts';

export const generateMetadata = () => titleOf('audit');

export default async function AuditPage() {
  await requireSignIn('/console/audit');
  const entries = await (await visitorApi()).audit({ limit: auditPageSize });
  return <AuditLog start={entries.ok ? entries.value : undefined} />;
}
