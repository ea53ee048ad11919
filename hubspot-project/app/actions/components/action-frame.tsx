import { ErrorState, Text, type BaseContext, type ExtensionPointApiActions } from '@hubspot/ui-extensions';
import { SurfaceContext, useNewSurface } from '@siderail/ui';
import type { ReactNode } from 'react';
import { textsOf } from '../texts/use-texts.ts';

type Props = {
  readonly context: BaseContext;
  readonly actions: Pick<ExtensionPointApiActions<'crm.bulkActions'>, 'addAlert' | 'copyTextToClipboard' | 'closeOverlay'>;
  readonly children: ReactNode;
};

/** Gives the action the backend, the formats and the language, or says why it cannot work here. */
export function ActionFrame({ context, actions, children }: Props) {
  const { language, surface } = useNewSurface(context, actions);
  if (surface !== null) return <SurfaceContext.Provider value={surface}>{children}</SurfaceContext.Provider>;
  const texts = textsOf(language);
  return (
    <ErrorState title={texts.notSetUp}>
      <Text>{texts.notSetUpFix}</Text>
    </ErrorState>
  );
}
