import type { RecordRef } from '@siderail/contract';
import type { Surface } from '@siderail/ui';
import { createContext } from 'react';

/** What every part of one card shares: the surface's, the record it stands on, and the person's locale (BCP 47). */
export type Card = Surface & {
  readonly record: RecordRef;
  readonly locale: string;
  /** Lets the record's page show its properties as they are now. */
  readonly refreshRecord: () => void;
};

export const CardContext = createContext<Card | null>(null);
