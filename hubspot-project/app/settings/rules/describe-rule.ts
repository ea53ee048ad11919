import type { ListPlacesResponse, PolicyRule } from '@siderail/contract';
import type { Texts } from '../texts/use-texts.ts';

/** A rule in words, one part per column of the list. What is not there any more is shown by its key and says so; where nobody can tell, by its key. */
export function describeRule(rule: PolicyRule, { places }: ListPlacesResponse, texts: Texts): { about: string; who: string; where: string; effect: string } {
  const place = places.find(({ connection }) => connection === rule.connection);
  const table = (place === undefined ? places : [place]).flatMap(({ tables }) => tables).find((one) => one.table === rule.table);
  const column = rule.about === 'column' ? (table?.columns.find(({ key }) => key === rule.column)?.title ?? (table === undefined ? rule.column : texts.gone(rule.column))) : '';
  const gone = rule.table !== null && table === undefined && place !== undefined && place.problem === null;
  return {
    about: rule.about === 'column' ? texts.aboutColumn(column) : texts.about[rule.about],
    who: whoOf(rule, texts),
    where: `${whereOf(rule, place?.title, gone ? texts.gone(rule.table ?? '') : table?.title, texts)}, ${texts.scopes[rule.scope ?? 'any']}`,
    effect: texts.effects[rule.effect],
  };
}

function whoOf({ who }: PolicyRule, texts: Texts): string {
  if (who.kind === 'everybody') return texts.everybody;
  return who.kind === 'team' ? texts.team(who.name) : who.name;
}

function whereOf({ connection, table }: PolicyRule, place: string | undefined, title: string | undefined, texts: Texts): string {
  const source = connection === null ? null : (place ?? connection);
  if (table === null) return source === null ? texts.anyTable : texts.anyTableOf(source);
  return source === null ? (title ?? table) : `${title ?? table} · ${source}`;
}
