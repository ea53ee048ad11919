import { ErrorState, Text, type BaseContext, type ExtensionPointApiActions } from '@hubspot/ui-extensions';
import { createBackend, createFormat } from '@siderail/client';
import { languageOf, SurfaceContext, type Surface } from '@siderail/ui';
import { useMemo, type ReactNode } from 'react';
import { textsOf } from '../texts/use-texts.ts';

type Props = {
  readonly context: BaseContext;
  readonly actions: Pick<ExtensionPointApiActions<'pages'>, 'addAlert' | 'copyTextToClipboard' | 'closeOverlay'>;
  readonly children: ReactNode;
};

/** Gives every page the backend, the formats and the language, or says why the pages cannot work here. */
export function PageFrame({ context, actions, children }: Props) {
  const origin = context.variables?.['API_ORIGIN'];
  const locale = context.user.locale ?? context.user.language;
  const language = languageOf(context.user.language ?? locale);
  const userEmail = context.user.email;

  const surface = useMemo<Surface | null>(() => {
    if (typeof origin !== 'string') return null;
    return {
      backend: createBackend(origin),
      format: createFormat(locale, language),
      language,
      userEmail,
      addAlert: (type, title, message) => actions.addAlert({ type, title, message }),
      copyText: (text) => actions.copyTextToClipboard(text),
      closeOverlay: (id) => actions.closeOverlay(id),
    };
  }, [actions, language, locale, origin, userEmail]);

  if (surface !== null) return <SurfaceContext.Provider value={surface}>{children}</SurfaceContext.Provider>;
  const texts = textsOf(language);
  return (
    <ErrorState title={texts.notSetUp}>
      <Text>{texts.notSetUpFix}</Text>
    </ErrorState>
  );
}
