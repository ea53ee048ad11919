import type { Backend, Format } from '@siderail/client';
import { createContext, useContext } from 'react';
import type { Language } from './language.ts';

export type AlertType = 'success' | 'danger' | 'info' | 'warning';

/** What every part of one card, page or settings page shares, wherever it stands. */
export type Surface = {
  readonly backend: Backend;
  readonly format: Format;
  readonly language: Language;
  /** Of numbers and dates, BCP 47. */
  readonly locale: string;
  readonly userEmail: string;
  readonly addAlert: (type: AlertType, title: string, message: string) => void;
  readonly copyText: (text: string) => Promise<void>;
  readonly closeOverlay: (id: string) => void;
};

export const SurfaceContext = createContext<Surface | null>(null);

/** What all parts of this surface share. Only inside a `SurfaceContext.Provider`. */
export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('useSurface was called outside a surface');
  return surface;
}
