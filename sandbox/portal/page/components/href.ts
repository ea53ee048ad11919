export type Href = string | { url: string; external?: boolean };

/** Attributes of a link: HubSpot's own pages open in the same tab, everything else in a new one. */
export function linkAttributes(href: Href, isHostUrl: (url: string) => boolean) {
  const url = typeof href === 'string' ? href : href.url;
  const isSafe = /^(https?:|mailto:|tel:|\/(?!\/)|#)/i.test(url);
  const isExternal = typeof href === 'string' ? !isHostUrl(url) : (href.external ?? !isHostUrl(url));
  return {
    isExternal,
    attributes: {
      href: isSafe ? url : undefined,
      ...(isExternal ? { target: '_blank', rel: 'noopener noreferrer' } : {}),
    },
  };
}
