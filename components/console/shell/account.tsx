'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useConsole } from '../console-context.ts';
import { AccountButton } from './account-button.tsx';

const AccountMenu = dynamic(() => import('./account-menu.tsx').then((module) => module.AccountMenu), {
  ssr: false,
  loading: () => <Closed />,
});

/** The account button. Its menu is a tenth of the console's script, and is loaded on demand. */
export function Account() {
  const [isWanted, setIsWanted] = useState(false);
  return isWanted ? <AccountMenu /> : <Closed onClick={() => setIsWanted(true)} />;
}

function Closed({ onClick }: { readonly onClick?: () => void }) {
  const { name } = useConsole().session.user;
  return <AccountButton name={name} onClick={onClick} />;
}
