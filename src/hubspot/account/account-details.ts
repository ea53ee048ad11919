import { z } from 'zod';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

const Answer = z.object({
  portalId: z.union([z.string(), z.number().int()]).transform(String),
  accountType: z.string().nullish(),
  timeZone: z.string().nullish(),
  companyCurrency: z.string().nullish(),
  additionalCurrencies: z.array(z.string()).nullish(),
  uiDomain: z.string().nullish(),
});

export type AccountDetails = {
  readonly portalId: string;
  readonly accountType: string | null;
  /** IANA name. */
  readonly timeZone: string | null;
  /** ISO 4217. */
  readonly companyCurrency: string | null;
  readonly additionalCurrencies: readonly string[];
  /** Host of record pages, `app.hubspot.com` or a regional one. */
  readonly uiDomain: string | null;
};

/** What HubSpot says about the account itself. */
export async function accountDetails(gateway: HubSpotGateway, at: CallContext): Promise<AccountDetails> {
  const answer = await gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'GET',
    path: gateway.paths.accountDetails(),
    repeatable: true,
    schema: Answer,
  });
  return {
    portalId: answer.portalId,
    accountType: answer.accountType ?? null,
    timeZone: answer.timeZone ?? null,
    companyCurrency: answer.companyCurrency ?? null,
    additionalCurrencies: answer.additionalCurrencies ?? [],
    uiDomain: answer.uiDomain ?? null,
  };
}
