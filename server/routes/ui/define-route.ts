import type { z } from 'zod';
import type { RouteName, Routes } from '#contract';
import type { Caller } from '../../../src/access/index.ts';
import type { Context } from '../../../src/context/index.ts';

/** One card route: its name is its path under /ui/, its schema is the contract's. */
export type UiRoute<Name extends RouteName> = {
  readonly name: Name;
  readonly request: z.ZodType<Routes[Name]['request']>;
  /** It changes nothing, so it begins while the portal is still looked up; what it found is given to an active one only. */
  readonly readsOnly?: true;
  handle(context: Context, caller: Caller, request: Routes[Name]['request'], signal: AbortSignal): Promise<Routes[Name]['response']>;
};

/** Declares a card route; routes/ui/index.ts lists it. */
export function defineRoute<Name extends RouteName>(route: UiRoute<Name>): UiRoute<Name> {
  return route;
}
