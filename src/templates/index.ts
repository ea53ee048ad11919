export { copyTemplate } from './copy-template.ts';
export { deleteTemplate } from './delete-template.ts';
export { listTemplates } from './list-templates.ts';
export { requireOwnTemplate } from './require-own-template.ts';
export { requireSameColumns } from './require-same-columns.ts';
export { runTemplate } from './run-template.ts';
export { saveTemplate } from './save-template.ts';
export { getTemplate } from './templates.store.ts';
export type { StoredTemplate } from './templates.store.ts';
