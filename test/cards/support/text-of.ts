type Node = { readonly childNodes?: readonly unknown[]; readonly text?: string | null };

/** All text below a node, as one would read it. */
export function textOf(node: unknown): string {
  const { childNodes, text } = node as Node;
  if (childNodes === undefined) return text ?? '';
  return childNodes.map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}
