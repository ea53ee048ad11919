import type { Template } from '#contract';
import type { StoredTemplate } from './templates.store.ts';

/** A template as this person sees it. */
export function showTemplate({ tables, ownerId, updatedAt, ...stored }: StoredTemplate, userId: string): Template {
  const { title, sourceTitle, columns } = tables[0]!;
  return {
    ...stored, mine: ownerId === userId, tableTitle: title, sourceTitle, updatedAt: updatedAt.toISOString(),
    columns: columns.map(({ key, title: name }) => ({ key, title: name })),
  };
}
