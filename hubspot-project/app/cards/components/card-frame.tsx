import { ErrorState, Text, type CrmContext, type ExtensionPointApiActions } from '@hubspot/ui-extensions';
import type { RecordRef } from '@siderail/contract';
import { createBackend, createFormat, knownLocale } from '@siderail/client';
import { languageOf, SurfaceContext } from '@siderail/ui';
import { useMemo, type ReactNode } from 'react';
import { CardContext, type Card } from '../card-context.ts';
import { textsOf } from '../texts/use-texts.ts';

export type CardFrameProps = {
  readonly context: CrmContext;
  readonly actions: Pick<ExtensionPointApiActions<'crm.record.tab'>, 'addAlert' | 'copyTextToClipboard' | 'closeOverlay' | 'refreshObjectProperties'>;
};

const RECORD_TYPES: readonly RecordRef['objectTypeId'][] = ['0-1', '0-2', '0-3', '0-5'];

/** Gives every part of a card the backend, the formats and the record, or says why the card cannot work here. */
export function CardFrame({ context, actions, children }: CardFrameProps & { readonly children: ReactNode }) {
  const origin = context.variables?.['API_ORIGIN'];
  const objectTypeId = RECORD_TYPES.find((id) => id === context.crm.objectTypeId);
  const objectId = String(context.crm.objectId);
  const locale = context.user.locale ?? context.user.language;
  const language = languageOf(context.user.language ?? locale);
  const userEmail = context.user.email;

  const card = useMemo<Card | null>(() => {
    if (typeof origin !== 'string' || objectTypeId === undefined) return null;
    return {
      backend: createBackend(origin),
      format: createFormat(locale, language),
      language,
      locale: knownLocale(locale),
      record: { objectTypeId, objectId },
      userEmail,
      addAlert: (type, title, message) => actions.addAlert({ type, title, message }),
      copyText: (text) => actions.copyTextToClipboard(text),
      closeOverlay: (id) => actions.closeOverlay(id),
      refreshRecord: () => actions.refreshObjectProperties(),
    };
  }, [actions, language, locale, objectId, objectTypeId, origin, userEmail]);

  if (card !== null) {
    return (
      <SurfaceContext.Provider value={card}>
        <CardContext.Provider value={card}>{children}</CardContext.Provider>
      </SurfaceContext.Provider>
    );
  }
  const texts = textsOf(language);
  return (
    <ErrorState title={texts.notSetUp}>
      <Text>{objectTypeId === undefined ? texts.wrongRecord : texts.notSetUpFix}</Text>
    </ErrorState>
  );
}
