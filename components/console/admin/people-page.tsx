'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { useFetched } from '../use-command.ts';
import { useAdminWords } from './admin-words.tsx';
import { ListCard, ListSkeleton } from './list-card.tsx';
import { type PersonAction, PersonRow } from './person-row.tsx';
import { PersonSheet } from './person-sheet.tsx';
import { PersonSheets } from './person-sheets.tsx';

/** Users and their roles. */
export function PeoplePage() {
  const t = useAdminWords();
  const { value: people, failure, refresh } = useFetched('people', (api) => api.GET('/api/v1/people'));
  const { value: me } = useFetched('me', (api) => api.GET('/api/v1/me'));
  const [isAdding, setIsAdding] = useState(false);
  const [asked, setAsked] = useState<PersonAction>();
  const [note, setNote] = useState<string>();
  const settled = (message?: string) => {
    setIsAdding(false);
    setAsked(undefined);
    setNote(message);
    void refresh();
  };
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="font-medium">
          {note}
        </p>
        <Button variant="primary" onClick={() => setIsAdding(true)}>
          {t('people.add')}
        </Button>
      </div>
      {people === undefined && failure === undefined && <ListSkeleton />}
      {failure !== undefined && <Empty title={t('loadFailed')} hint={failure} />}
      {people !== undefined && (
        <ListCard label={t('tabs.people')}>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isMe={person.id === me?.id}
              onAction={(action) => {
                setNote(undefined);
                setAsked(action);
              }}
            />
          ))}
        </ListCard>
      )}
      {isAdding && <PersonSheet onDone={() => settled()} onClose={() => setIsAdding(false)} />}
      {asked !== undefined && (
        <PersonSheets action={asked} onDone={settled} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}
