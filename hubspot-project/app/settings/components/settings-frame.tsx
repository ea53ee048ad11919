import type { BaseContext, ExtensionPointApiActions } from '@hubspot/ui-extensions';
import { SurfaceFrame } from '@siderail/ui';
import type { ReactNode } from 'react';
import { textsOf } from '../texts/use-texts.ts';

type Props = {
  readonly context: BaseContext;
  readonly actions: Pick<ExtensionPointApiActions<'settings'>, 'addAlert' | 'copyTextToClipboard' | 'closeOverlay'>;
  readonly children: ReactNode;
};

/** Gives the settings the backend, the formats and the language, or says why they cannot work here. */
export function SettingsFrame({ context, actions, children }: Props) {
  return <SurfaceFrame context={context} actions={actions} textsOf={textsOf}>{children}</SurfaceFrame>;
}
