import { AppError } from '../../core/errors/index.ts';

/** A row the upstream delivered for a chunk, whether it stands there, and what was changed in its cells on the way. */
export type RowKey = { readonly key: string; readonly written: boolean; readonly neutralised: number; readonly replaced: number };

/** `12 13- 14:1:0`: the keys in order, `-` behind one that the filter left out, the counts where there are any. */
export function writeRowKeys(rows: readonly RowKey[]): string {
  return rows.map(({ key, written, neutralised, replaced }) => (written ? (neutralised + replaced === 0 ? key : `${key}:${neutralised}:${replaced}`) : `${key}-`)).join(' ');
}

/** Throws `internal`: the text comes from our own checkpoints. */
export function readRowKeys(text: string): RowKey[] {
  if (text === '') return [];
  return text.split(' ').map((entry) => {
    const found = /^(\d+)(?:(-)|:(\d+):(\d+))?$/.exec(entry);
    if (found === null) throw new AppError('internal', { retry: 'never', detail: 'the stored keys of a chunk cannot be read' });
    return { key: found[1]!, written: found[2] === undefined, neutralised: Number(found[3] ?? 0), replaced: Number(found[4] ?? 0) };
  });
}
