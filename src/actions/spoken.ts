import type { ActionSummary, SpokenLanguage } from '#contract';
import type { Action } from './define-action.ts';

/** The action with its title and question in the person's language. */
export function spoken(action: Action, language: SpokenLanguage): Action {
  if (language === 'en') return action;
  const { title, confirm } = action.german;
  const summary: ActionSummary = action.summary.runs !== 'server' || action.summary.confirm === null
    ? { ...action.summary, title }
    : { ...action.summary, title, confirm: confirm ?? action.summary.confirm };
  return { ...action, summary };
}
