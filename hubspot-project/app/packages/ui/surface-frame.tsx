import { ErrorState, Text, type BaseContext } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { Language } from './language.ts';
import { SurfaceContext } from './surface.ts';
import { useNewSurface, type SurfaceActions } from './use-new-surface.ts';

type Props = {
  readonly context: BaseContext;
  readonly actions: SurfaceActions;
  /** What a person reads where the project has no address of the backend. */
  readonly textsOf: (language: Language) => { readonly notSetUp: string; readonly notSetUpFix: string };
  readonly children: ReactNode;
};

/** Gives what stands in it the backend, the formats and the language, or says why it cannot work here. */
export function SurfaceFrame({ context, actions, textsOf, children }: Props) {
  const { language, surface } = useNewSurface(context, actions);
  if (surface !== null) return <SurfaceContext.Provider value={surface}>{children}</SurfaceContext.Provider>;
  const texts = textsOf(language);
  return (
    <ErrorState title={texts.notSetUp}>
      <Text>{texts.notSetUpFix}</Text>
    </ErrorState>
  );
}
