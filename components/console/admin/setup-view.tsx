'use client';

import { useState } from 'react';
import { LightMark } from '#components/console/light-mark.tsx';
import { useAdminWords } from './admin-words.tsx';
import { SetupNext } from './setup-next.tsx';
import { SetupPassword } from './setup-password.tsx';

export interface SetupViewProps {
  readonly user: { readonly id: string; readonly username: string };
  readonly hasPassword: boolean;
  readonly hasDemo: boolean;
  /** Ids of existing sites. */
  readonly usedIds: readonly string[];
  /** IANA zones to choose from. */
  readonly timezones: readonly string[];
}

/** The first steps: a password, then the demo or a first site. */
export function SetupView({ user, hasPassword, ...next }: SetupViewProps) {
  const t = useAdminWords();
  const [step, setStep] = useState<1 | 2>(hasPassword ? 2 : 1);
  return (
    <main className="min-h-dvh bg-paper px-4 py-10 font-sans text-ink antialiased sm:py-16">
      <div className="mx-auto max-w-2xl">
        <div className="mb-8 flex items-center gap-4">
          <LightMark light="green" />
          <div>
            <h1 className="text-3xl font-semibold tracking-tight">{t('setup.title')}</h1>
            <p className="text-muted" role="status">
              {t('setup.step', { step: String(step) })}
            </p>
          </div>
        </div>
        {step === 1 ? <SetupPassword user={user} onDone={() => setStep(2)} /> : <SetupNext {...next} />}
      </div>
    </main>
  );
}
