/**
 * The download's name: table and day, and whether it is only a part, in letters every file system takes. The name in the store is another one,
 * made by us, so nothing a person typed becomes a path (T48).
 */
export function fileName(title: string, at: number, extension: string, isPartial = false): string {
  const words = title.normalize('NFKD').replace(/[\u0300-\u036F]/g, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
  const day = new Date(at).toISOString().slice(0, 10);
  return `${words === '' ? 'export' : words}-${day}${isPartial ? '-partial' : ''}.${extension}`;
}
