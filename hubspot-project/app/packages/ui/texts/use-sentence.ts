import { useSurface } from '../surface.ts';
import { germanPatterns, germanSentences } from './german-sentences.ts';

/** Says a sentence of the backend in the person's language, a link at its end kept; one nobody has translated stays as it is. */
export function useSentence(): (sentence: string) => string {
  const { language } = useSurface();
  if (language === 'en') return (sentence) => sentence;
  return (sentence) => {
    const [words = '', link] = sentence.split(/: (?=https?:)/);
    const german = germanSentences[words];
    if (german === undefined) return withNumber(sentence);
    return link === undefined ? german : `${german}: ${link}`;
  };
}

function withNumber(sentence: string): string {
  const found = germanPatterns.find(([pattern]) => pattern.test(sentence));
  return found === undefined ? sentence : sentence.replace(found[0], found[1]);
}
