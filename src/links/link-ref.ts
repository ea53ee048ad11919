import type { RecordRef } from '#contract';

/** A record on one side, what it may be linked to on the other: the partner of a table, in one connection. */
export type LinkRef = { readonly record: RecordRef; readonly connection: string; readonly partner: string };

/** A link as it stands. `since`: when it was made. `byRule`: nobody decided; a rule led to it, and `by` used its rows. */
export type StoredLink = { readonly key: string; readonly by: string; readonly since: Date; readonly byRule: boolean };

/** What was decided about a record and a partner. `changedAt`: when a person last did; what a rule led to changes nothing by being kept. */
export type Decided = { readonly link: StoredLink | null; readonly refused: readonly string[]; readonly changedAt: Date | null };
