/** How a property's value is compared with a column of another system: as it is, or what stands behind the @ in lower case. */
export type LinkTake = 'value' | 'email_domain';

/** What a property's value is compared with; null where it says nothing. */
export function linkValue({ take }: { readonly take: LinkTake }, property: string | null): string | null {
  const value = property?.trim() ?? '';
  if (take === 'value') return value === '' ? null : value;
  const domain = /@([^@\s]+)$/.exec(value)?.[1];
  return domain?.toLowerCase() ?? null;
}
