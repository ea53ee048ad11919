// HubSpot decodes these sequences, and only these, before it signs (validating requests, v3; read 2026-11-22).
const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':', '%2F': '/', '%3F': '?', '%40': '@', '%21': '!', '%24': '$',
  '%27': "'", '%28': '(', '%29': ')', '%2A': '*', '%2C': ',', '%3B': ';',
};

/** An address as HubSpot signs it. */
export function signedUri(url: string): string {
  return url.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (found) => DECODED[found.toUpperCase()] ?? found);
}
