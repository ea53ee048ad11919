import type { RecordRef } from '#contract';

/** A record on one side, what it may be linked to on the other: the partner of a table, in one connection. */
export type LinkRef = { readonly record: RecordRef; readonly connection: string; readonly partner: string };

/** A link as it stands. `since`: when it was made. */
export type StoredLink = { readonly key: string; readonly by: string; readonly since: Date };

/** What was decided about a record and a partner. */
export type Decided = { readonly link: StoredLink | null; readonly refused: readonly string[]; readonly changedAt: Date | null };
