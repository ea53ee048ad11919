import { useSurface } from '@siderail/ui';
import { english } from './english.ts';
import { german } from './german.ts';

/** The sentences about sharing in the person's language. */
export function useShareTexts(): typeof english {
  return useSurface().language === 'de' ? german : english;
}
