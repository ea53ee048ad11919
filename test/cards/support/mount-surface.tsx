import type { createRenderer } from '@hubspot/ui-extensions/testing';
import { useState, type ReactElement } from 'react';
import { afterEach, expect, vi } from 'vitest';
import type { FakeBackend } from './fake-backend.ts';
import { textOf } from './text-of.ts';

type Props = Record<string, unknown>;
/** A drawn element, whatever component it is. */
export type AnyNode = { readonly name: string; readonly props: Props; readonly text: string | null; readonly childNodes: readonly unknown[] };
type Renderer = Pick<ReturnType<typeof createRenderer<'crm.record.tab'>>, 'render' | 'getRootNode'>;

const mounted = new Set<{ backend: FakeBackend; unmount: () => void }>();

afterEach(() => {
  for (const { backend, unmount } of mounted) {
    unmount();
    expect(backend.breaches).toEqual([]);
  }
  mounted.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Draws a card or a page by HubSpot's own test renderer and answers what a test does with it; taken away after the test. */
export function mountSurface(renderer: Renderer, surface: ReactElement, backend: FakeBackend) {
  let unmount = () => {};
  function Page() {
    const [shown, setShown] = useState(true);
    unmount = () => setShown(false);
    return shown ? surface : null;
  }
  renderer.render(<Page />);
  mounted.add({ backend, unmount: () => unmount() });

  const all = ({ overlays = true } = {}): AnyNode[] => elementsOf(renderer.getRootNode(), overlays);
  const maybe = (testId: string) => all().find((node) => node.props['testId'] === testId) ?? null;
  function get(testId: string): AnyNode {
    const node = maybe(testId);
    if (node === null) throw new Error(`nothing with testId ${testId} among ${all().map(({ props }) => props['testId']).filter(Boolean).join(', ')}`);
    return node;
  }
  return {
    all,
    get,
    maybe,
    text: (testId: string) => textOf(get(testId)),
    wholeText: () => textOf(renderer.getRootNode()),
    /** Calls an event prop as the host does: nothing is awaited, nothing returned. */
    fire: (testId: string, prop: string, value?: unknown) => void (get(testId).props[prop] as (value: unknown) => unknown)(value),
    click: (testId: string) => void (get(testId).props['onClick'] as () => unknown)(),
    has: (testId: string) => vi.waitFor(() => get(testId), { timeout: 20_000, interval: 5 }),
    until: (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 }),
    unmount: () => unmount(),
  };
}

/** Every element. An overlay is a prop that holds a tree of its own. */
function elementsOf(node: { childNodes: readonly unknown[] }, overlays: boolean): AnyNode[] {
  return node.childNodes.flatMap((child) => {
    if (!isParent(child)) return [];
    const overlay = child.props?.['overlay'];
    const inOverlay = overlays && isParent(overlay) ? elementsOf(overlay, overlays) : [];
    return [child as AnyNode, ...elementsOf(child, overlays), ...inOverlay];
  });
}

function isParent(value: unknown): value is { childNodes: readonly unknown[]; props?: Props } {
  return typeof value === 'object' && value !== null && 'childNodes' in value;
}
