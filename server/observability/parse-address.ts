/** `9464`, `127.0.0.1:9464` or `[::]:9464`: without a host, this machine only. Null when it is none of them. */
export function parseAddress(text: string): { readonly host: string; readonly port: number } | null {
  const match = /^(?:(\[[0-9a-fA-F:]+\]|[\w.-]+):)?(\d{1,5})$/.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) return null;
  return { host: (match[1] ?? '127.0.0.1').replace(/^\[|\]$/g, ''), port };
}
