import { redirect } from 'next/navigation';
import { requireSignIn } from '../console-data.ts';

export default async function Admin() {
  const answer = await requireSignIn('/console/admin');
  const isManager = answer.kind === 'data' && answer.session.user.role === 'manager';
  redirect(isManager ? '/console/admin/tablets' : '/console/admin/people');
}
