import type { RecordRef } from '@siderail/contract';
import type { Surface } from '@siderail/ui';
import { createContext } from 'react';

/** What every part of one card shares: the surface's, and the record it stands on. */
export type Card = Surface & {
  readonly record: RecordRef;
  /** Lets the record's page show its properties as they are now. */
  readonly refreshRecord: () => void;
};

export const CardContext = createContext<Card | null>(null);
