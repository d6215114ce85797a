import { notFound } from 'next/navigation';

export const dynamic = 'force-dynamic';

/** An address that is not `/display/<site>/<id>`. */
export default function MistypedAddress(): never {
  notFound();
}
