import type { Cell } from '#contract';
import type { ParentRow, RecordLink, RelatedRows } from './define-source.ts';
import { linkValue } from './link-value.ts';
import type { LinkTake } from './link-value.ts';

/** Beyond this the rows of one value are not joined: they are held together, and are named as skipped. */
const MOST_OF_ONE = 100_000;
/** Rows in one answer, which may hold those of one value many times. What hangs on one row is never parted. */
const MOST_ROWS = 20_000;
/** Values that go into one statement. */
const MOST_VALUES = 500;

/** Where a row stands: by the place of its value (`value`; 1 is the first), and there by its key. */
type Position = { readonly key: string; readonly value: string | null };
type Stretch = { readonly rows: readonly { readonly position: Position; readonly cells: readonly Cell[] }[]; readonly complete: boolean };

/** Looks up the rows of some values, each value once, from behind a position on, ordered by place and key. */
export type Lookup = (after: Position | null) => Promise<Stretch>;

type Linking<Link> = {
  readonly links: readonly Link[];
  /** What of a value decides, where the column takes several for the same; null where it can hold no such value. */
  readonly normal?: (link: Link, value: string) => string | null;
  /** What people decided about some of the rows, by their keys, and the link by which a row is looked up whose partner's key is known. */
  readonly decided?: { readonly byRow: ReadonlyMap<string, RecordLink>; readonly byKey: Link } | null;
  /** `except`: keys of partners whose rows stay out; then of one value only. */
  readonly open: (link: Link, values: readonly string[], except: readonly string[]) => Promise<Lookup>;
};

/**
 * The rows that hang on these rows: by the key of what a person linked them to, or else by the values of their columns, of the first of
 * several links whose column has a value, but for what is not the same.
 * Many values with one statement, and as many rows as fit into one answer; of the first value always all. Rows with the
 * same value are looked up once and get the same.
 */
export async function lookUpLinked<Link extends { readonly property: string; readonly take: LinkTake }>(
  rows: readonly ParentRow[], { links, normal = (_link, value) => value, decided = null, open }: Linking<Link>,
): Promise<RelatedRows> {
  const asked = sameLink(rows, links, normal, decided);
  if (asked.link === null) return { rows: [], skipped: [], done: asked.done, calls: 0 };
  const values = [...new Set(asked.values.filter((value) => value !== null))];
  const { upTo, byPlace, tooMany, calls } = await readWhole(await open(asked.link, values, asked.except), values.length);

  const placeOfValue = new Map(values.map((value, at) => [value, at + 1]));
  const places = asked.values.map((value) => (value === null ? 0 : placeOfValue.get(value)!));
  const firstLeft = places.findIndex((place) => place > upTo);
  const done = firstLeft < 0 ? asked.done : firstLeft;
  const parents = together(rows.slice(0, done).map(({ key }, at) => ({ key, place: places[at]! })), ({ place }) => byPlace.get(place)?.length ?? 0);
  return {
    rows: parents.flatMap(({ key, place }) => (byPlace.get(place) ?? []).map((cells) => ({ parentKey: key, labels: [], cells }))),
    skipped: tooMany ? parents.filter(({ place }) => place === 1).map(({ key }) => ({ key, reason: `more than ${MOST_OF_ONE.toLocaleString('en-US')} rows hang on it` })) : [],
    done: parents.length,
    calls,
  };
}

/** The first of these that have at most `MOST_ROWS` rows together, at least one. */
function together<Parent>(parents: readonly Parent[], rowsOf: (parent: Parent) => number): readonly Parent[] {
  let sum = 0;
  for (const [at, parent] of parents.entries()) {
    sum += rowsOf(parent);
    if (sum > MOST_ROWS && at > 0) return parents.slice(0, at);
  }
  return parents;
}

type Asked<Link> = { readonly link: Link | null; readonly values: readonly (string | null)[]; readonly except: readonly string[]; readonly done: number };
type Hung<Link> = { readonly link: Link | undefined; readonly value: string | null; readonly except: readonly string[] };

/** The first rows that are all linked in the same way, their values, null for those between that are not linked at all. One with exceptions stands alone. */
function sameLink<Link extends { readonly property: string; readonly take: LinkTake }>(
  rows: readonly ParentRow[], links: readonly Link[], normal: (link: Link, value: string) => string | null, decided: Linking<Link>['decided'],
): Asked<Link> {
  let link: Link | null = null;
  const values: (string | null)[] = [];
  const distinct = new Set<string>();
  for (const row of rows) {
    const own = hungBy(row, links, decided);
    const value = own.link === undefined || own.value === null ? null : normal(own.link, own.value);
    if (own.link !== undefined && own.except.length > 0) {
      if (values.length > 0) break;
      return { link: value === null ? null : own.link, values: [value], except: own.except, done: 1 };
    }
    if (own.link !== undefined && link !== null && own.link !== link) break;
    if (value !== null && distinct.size >= MOST_VALUES && !distinct.has(value)) break;
    if (own.link !== undefined) link = own.link;
    if (value !== null) distinct.add(value);
    values.push(value);
  }
  return { link: distinct.size === 0 ? null : link, values, except: [], done: values.length };
}

function hungBy<Link extends { readonly property: string; readonly take: LinkTake }>(row: ParentRow, links: readonly Link[], decided: Linking<Link>['decided']): Hung<Link> {
  const known = decided?.byRow.get(row.key);
  if (known !== undefined && known.key !== null) return { link: decided!.byKey, value: known.key, except: [] };
  const link = links.find((one) => linkValue(one, row.cell(one.property)) !== null);
  return { link, value: link === undefined ? null : linkValue(link, row.cell(link.property)), except: known?.refused ?? [] };
}

type Whole = { readonly byPlace: ReadonlyMap<number, readonly (readonly Cell[])[]>; readonly upTo: number; readonly tooMany: boolean; readonly calls: number };

/** The rows of the places up to `upTo`, every one; at least of the first place. */
async function readWhole(lookup: Lookup, places: number): Promise<Whole> {
  const rows: { readonly place: number; readonly position: Position; readonly cells: readonly Cell[] }[] = [];
  for (let calls = 1; ; calls += 1) {
    const { rows: more, complete } = await lookup(rows.at(-1)?.position ?? null);
    for (const { position, cells } of more) rows.push({ place: Number(position.value), position, cells });
    const open = complete ? places + 1 : rows.at(-1)!.place;
    if (!complete && open === 1 && rows.length < MOST_OF_ONE) continue;
    const whole = rows.filter(({ place }) => place < open);
    const byPlace = new Map([...Map.groupBy(whole, ({ place }) => place)].map(([place, own]) => [place, own.map(({ cells }) => cells)] as const));
    return { byPlace, upTo: Math.max(1, open - 1), tooMany: open === 1, calls };
  }
}
