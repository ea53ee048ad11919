import type { RecordRef } from '@siderail/contract';
import type { Surface } from '@siderail/ui';
import { createContext } from 'react';

/** What every part of one card shares: the surface's, the record it stands on, and the person's locale (BCP 47). */
export type Card = Surface & { readonly record: RecordRef; readonly locale: string };

export const CardContext = createContext<Card | null>(null);
