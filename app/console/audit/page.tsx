import { AuditLog } from '#components/console/audit/audit-log.tsx';
import { auditPageSize } from '#components/console/audit/audit-page.ts';
import { ask } from '#lib/api/client.ts';
import { requireSignIn, titleOf, visitorApi } from '../console-data.ts';

export const generateMetadata = () => titleOf('audit');

export default async function AuditPage() {
  await requireSignIn('/console/audit');
  const entries = await ask(
    (await visitorApi()).GET('/api/v1/audit', { params: { query: { limit: auditPageSize } } }),
  );
  return <AuditLog start={entries.ok ? entries.value : undefined} />;
}
