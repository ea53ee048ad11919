import type { BaseContext, ExtensionPointApiActions } from '@hubspot/ui-extensions';
import { createBackend, createFormat, knownLocale } from '@siderail/client';
import { useMemo } from 'react';
import { languageOf, type Language } from './language.ts';
import type { Surface } from './surface.ts';

export type SurfaceActions = Pick<ExtensionPointApiActions<'pages'>, 'addAlert' | 'copyTextToClipboard' | 'closeOverlay'>;

/** What a page or the settings share, from what HubSpot gives them; no surface where the project's variables name no backend. */
export function useNewSurface(context: BaseContext, actions: SurfaceActions): { readonly language: Language; readonly surface: Surface | null } {
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
      locale: knownLocale(locale),
      userEmail,
      addAlert: (type, title, message) => actions.addAlert({ type, title, message }),
      copyText: (text) => actions.copyTextToClipboard(text),
      closeOverlay: (id) => actions.closeOverlay(id),
    };
  }, [actions, language, locale, origin, userEmail]);
  return { language, surface };
}
