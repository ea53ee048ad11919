import { latestData, useRequest } from '@siderail/client';
import type { ListTemplatesResponse, Template, WireError } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useState } from 'react';

export type TemplatePages = {
  /** Null before the first answer. */
  readonly found: readonly Template[] | null;
  readonly more: boolean;
  readonly busy: boolean;
  readonly error: WireError | null;
  readonly readMore: () => void;
  readonly reload: () => void;
};

type Further = { readonly to: ListTemplatesResponse; readonly templates: readonly Template[]; readonly more: boolean; readonly error: WireError | null };

/** The templates by name, one answer's worth at a press. Reading anew begins at the first. */
export function useTemplatePages(): TemplatePages {
  const { backend } = useSurface();
  const { state, reload } = useRequest('templates', () => backend('list-templates', {}));
  const [held, setFurther] = useState<Further | null>(null);
  const [busy, setBusy] = useState(false);
  const first = latestData(state);
  // What was read behind another first page is of before.
  const further = held !== null && held.to === first ? held : null;
  const found = first === null ? null : [...first.templates, ...(further?.templates ?? [])];

  const readMore = (): void => {
    const last = found?.at(-1);
    if (first === null || last === undefined) return;
    setBusy(true);
    void backend('list-templates', { after: last.id }).then((outcome) => {
      setBusy(false);
      const before = further?.templates ?? [];
      setFurther(outcome.ok
        ? { to: first, templates: [...before, ...outcome.data.templates], more: outcome.data.more === true, error: null }
        : { to: first, templates: before, more: true, error: outcome.error });
    });
  };
  return { found, more: further?.more ?? first?.more === true, busy, error: state.status === 'error' ? state.error : further?.error ?? null, readMore, reload };
}
