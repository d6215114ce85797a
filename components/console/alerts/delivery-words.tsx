'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { ReportedDelivery } from '#lib/contract/delivery.ts';
import { type DeliveryWords, describeReportedDelivery } from '#lib/i18n/delivery.ts';

const WordsContext = createContext<DeliveryWords | null>(null);

export interface DeliveryWordsProps {
  readonly words: DeliveryWords;
  readonly children: ReactNode;
}

/** Provides the texts of failed messages: no other page needs them. */
export function DeliveryWordsProvider({ words, children }: DeliveryWordsProps) {
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** Describes why a message was not delivered and what to do, in the language of the page. */
export function useDelivery(): (failure: ReportedDelivery) => string {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('used outside of <DeliveryWordsProvider>');
  return (failure) => describeReportedDelivery(failure, words);
}
