import type { z } from 'zod';
import type { RouteName, Routes } from '#contract';
import type { Caller } from '../../../src/access/index.ts';
import type { Context } from '../../../src/context/index.ts';

/** One card route: its name is its path under /ui/, its schema is the contract's. */
export type UiRoute<Name extends RouteName> = {
  readonly name: Name;
  readonly request: z.ZodType<Routes[Name]['request']>;
  /**
   * It reads while the portal is still looked up, and asks `requireActive` itself before it writes. What it found is given to an
   * active portal only; HubSpot is never asked for another one, because there is no token.
   */
  readonly beginsEarly?: true;
  handle(context: Context, caller: Caller, request: Routes[Name]['request'], signal: AbortSignal): Promise<Routes[Name]['response']>;
};

/** Declares a card route; routes/ui/index.ts lists it. */
export function defineRoute<Name extends RouteName>(route: UiRoute<Name>): UiRoute<Name> {
  return route;
}
