/** What one check came to. `cause` and `fix` are sentences for the operator; `fix` names the command or the variable. */
export type Finding =
  | { readonly ok: true; readonly what: string; readonly note?: string }
  | { readonly ok: false; readonly what: string; readonly cause: string; readonly fix: string };

export function fine(what: string, note?: string): Finding {
  return note === undefined ? { ok: true, what } : { ok: true, what, note };
}

export function wrong(what: string, cause: string, fix: string): Finding {
  return { ok: false, what, cause, fix };
}
