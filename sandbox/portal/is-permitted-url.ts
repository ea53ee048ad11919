/** Whether an address is in a `permittedUrls` list. Entries are prefixes; the origin must be the same, else `https://api.example` would permit `https://api.example.evil`. */
export function isPermittedUrl(address: string, permitted: readonly string[]): boolean {
  const url = URL.parse(address);
  return url !== null && permitted.some((entry) => {
    const allowed = URL.parse(entry);
    return allowed !== null && allowed.origin === url.origin && url.href.startsWith(allowed.href);
  });
}
