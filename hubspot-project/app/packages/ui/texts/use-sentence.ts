import { sayInCard } from '@siderail/contract/sentences';
import { useSurface } from '../surface.ts';

/** Says a sentence of the backend in the person's language, a link at its end kept; one nobody has translated stays as it is. */
export function useSentence(): (sentence: string) => string {
  const { language } = useSurface();
  return (sentence) => sayInCard(language, sentence);
}
