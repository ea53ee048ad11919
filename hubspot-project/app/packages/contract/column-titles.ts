import { z } from 'zod';

/** Other names for columns of a table, by key, as they stand in the file's header. One line each, without marks that are not seen. */
export const ColumnTitles = z.record(z.string().max(200), z.string().trim().min(1).max(120).regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u)).refine((titles) => Object.keys(titles).length <= 200, 'too many');
export type ColumnTitles = z.infer<typeof ColumnTitles>;
