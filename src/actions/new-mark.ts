import type { Context } from '../context/index.ts';

/** A short reference in the text of a task or note: by it people and support name it, and a lost answer is resolved. */
export function newMark(context: Pick<Context, 'newId'>): string {
  return `Siderail reference ${context.newId().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
}
