/** Asked for the tables of a record, a source names all it has: what other kinds of records have it calls related. For whoever means them all. */
export const SOME_RECORD = { objectTypeId: '0-2', objectId: '0' } as const;
