import type { RecordRef } from '@siderail/contract';
import type { Backend, Format } from '@siderail/client';
import { createContext } from 'react';

export type AlertType = 'success' | 'danger' | 'info' | 'warning';

/** What every part of one card shares. */
export type Card = {
  readonly backend: Backend;
  readonly format: Format;
  readonly record: RecordRef;
  readonly userEmail: string;
  readonly addAlert: (type: AlertType, title: string, message: string) => void;
  readonly copyText: (text: string) => Promise<void>;
  readonly closeOverlay: (id: string) => void;
};

export const CardContext = createContext<Card | null>(null);
