import type { FileFacts } from './file-facts.ts';
import { formatOf } from './format-of.ts';

/** What a finished file is served as. */
export function contentTypeOf({ format, packed }: Pick<FileFacts, 'format' | 'packed'>): string {
  return formatOf(format, { compress: packed?.as ?? 'none' }).contentType;
}
