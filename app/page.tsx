import { redirect } from 'next/navigation';

/** People come for the console; screens are given the address of their display. */
export default function StartPage(): never {
  redirect('/console');
}
