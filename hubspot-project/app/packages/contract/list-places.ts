import { z } from 'zod';

/** A table as a rule can name it. */
export const NamedTable = z.strictObject({ table: z.string(), title: z.string(), columns: z.array(z.strictObject({ key: z.string(), title: z.string() })) });
export type NamedTable = z.infer<typeof NamedTable>;

/** A connection with its tables; none, and why, when it does not answer. */
export const NamedPlace = z.strictObject({ connection: z.string(), title: z.string(), tables: z.array(NamedTable), problem: z.string().nullable() });
export type NamedPlace = z.infer<typeof NamedPlace>;

/** POST /ui/list-places: admins only. What the rules of the settings can be about: tables, people, teams. */
export const ListPlacesRequest = z.strictObject({});
export type ListPlacesRequest = z.infer<typeof ListPlacesRequest>;
export const ListPlacesResponse = z.strictObject({
  places: z.array(NamedPlace),
  people: z.array(z.strictObject({ userId: z.string(), name: z.string(), email: z.string() })),
  teams: z.array(z.strictObject({ teamId: z.string(), name: z.string() })),
});
export type ListPlacesResponse = z.infer<typeof ListPlacesResponse>;

/** POST /ui/list-rule-names: for everybody, who may read the rules: the titles of the tables and columns that they name, and of no other. */
export const ListRuleNamesRequest = z.strictObject({});
export type ListRuleNamesRequest = z.infer<typeof ListRuleNamesRequest>;
export const ListRuleNamesResponse = z.strictObject({ places: z.array(NamedPlace) });
export type ListRuleNamesResponse = z.infer<typeof ListRuleNamesResponse>;
