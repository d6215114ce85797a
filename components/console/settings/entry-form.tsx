import type { FormEvent, ReactNode } from 'react';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { FileNote } from './owner-mark.tsx';
import { RemoveEntry } from './remove-entry.tsx';
import { SaveBar } from './save-bar.tsx';
import type { EntryAddress } from './settings-api.ts';
import { SettingsPage, type SettingsPageProps } from './settings-page.tsx';
import type { Saver } from './use-saver.ts';

export interface EntryFormProps extends Pick<SettingsPageProps, 'title' | 'back' | 'children'> {
  /** As the page was opened; undefined for a new one. */
  readonly entry: ConfigEntry | undefined;
  readonly address: EntryAddress;
  /** What people call it. */
  readonly name: string;
  readonly saver: Saver;
  readonly isDirty: boolean;
  /** Text of the button that makes a new one. */
  readonly createLabel: string | undefined;
  readonly onSubmit: (event: FormEvent) => Promise<void>;
  /** Above and below the form. */
  readonly above?: ReactNode;
  readonly below?: ReactNode;
}

/** The page of one entry of the configuration: its form, and how it is saved and removed. */
export function EntryForm({ entry, address, saver, ...of }: EntryFormProps) {
  const { saved, kept, touch } = saver;
  const { site, kind } = address;
  const isFile = entry?.managedBy === 'file';
  return (
    <SettingsPage title={of.title} site={site} back={of.back}>
      {isFile && <FileNote />}
      {of.above}
      <form onSubmit={(event) => void of.onSubmit(event)} onChange={touch} noValidate>
        {of.children}
        {!isFile && (
          <SaveBar saved={saved} isDirty={of.isDirty} label={of.createLabel}>
            {entry?.managedBy === 'console' && kept !== undefined && (
              <RemoveEntry
                revision={kept.revision}
                entry={address}
                name={of.name}
                next={kind === 'site' ? '/console/settings' : `/console/settings/${site}`}
              />
            )}
          </SaveBar>
        )}
      </form>
      {of.below}
    </SettingsPage>
  );
}
