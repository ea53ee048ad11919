import type { Page } from 'playwright-core';
import type { RouteName, Routes } from '#contract';
import { AppError, type ErrorCode } from '../../../src/core/errors/index.ts';

type Reply<Name extends RouteName> = { readonly ok: true; readonly data: Routes[Name]['response'] } | { readonly ok: false; readonly error: object };
export type Answers = { readonly [Name in RouteName]?: () => Reply<Name> };

/** From now on the cards' calls of these routes get these answers on their way, and all others the backend's own. */
export async function answerCards(page: Page, answers: Answers): Promise<void> {
  await page.unroute('**/portal/fetch');
  await page.route('**/portal/fetch', async (route) => {
    const { url } = route.request().postDataJSON() as { readonly url: string };
    const answer = answers[new URL(url).pathname.slice('/ui/'.length) as RouteName];
    if (answer === undefined) await route.continue();
    else await route.fulfill({ json: { status: 200, body: answer() } });
  });
}

/** What the backend answers when this went wrong, in its own words. */
export function refusal(code: ErrorCode): { readonly ok: false; readonly error: object } {
  const { userMessage, fix } = new AppError(code);
  return { ok: false, error: { code, message: userMessage, fix, supportCode: 'K7QM-4RTX' } };
}
