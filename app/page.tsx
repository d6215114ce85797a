import { redirect } from 'next/navigation';

/** People open the console here; screens use the address of their display. */
export default function StartPage(): never {
  redirect('/console');
}
