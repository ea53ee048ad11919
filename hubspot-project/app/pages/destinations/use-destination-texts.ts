import { useSurface } from '@siderail/ui';
import { english } from './english.ts';
import { german } from './german.ts';

/** The sentences of this page in the person's language. */
export function useDestinationTexts(): typeof english {
  return useSurface().language === 'de' ? german : english;
}
