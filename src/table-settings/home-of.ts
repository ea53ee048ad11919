import type { StoredSettings } from '../connections/index.ts';

/** Where tables lie that name no schema: with MySQL a schema is the database of the address. */
export function homeOf(sourceKey: string, { url }: StoredSettings): string {
  return sourceKey === 'mysql' ? decodeURIComponent(new URL(url).pathname.slice(1)) : 'public';
}
