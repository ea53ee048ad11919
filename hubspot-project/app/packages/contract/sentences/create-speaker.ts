import { parts } from './german/parts.ts';
import type { Sentences } from './sentences.ts';

type Slot = { readonly name: string; readonly quoted: boolean };
type Pattern = { readonly english: RegExp; readonly slots: readonly Slot[]; readonly german: string };
type Table = { readonly exact: ReadonlyMap<string, string>; readonly patterns: readonly Pattern[] };

/** Parts within parts, as in a list of columns; far more than any sentence has. */
const DEEPEST = 12;

/**
 * Says sentences of these tables in German; null for one that is in none. An entry without a slot goes before one with, an
 * earlier one before a later one. What stands in quotation marks is a name and is kept; other slots may be parts that are known.
 * Two sentences, one behind the other, are said when both are known; a link at the end is kept.
 */
export function createSpeaker(tables: readonly Sentences[]): (sentence: string) => string | null {
  const sentences = tableOf(tables);
  const pieces = tableOf([parts]);

  function say(text: string, table: Table, depth: number): string | null {
    const exact = table.exact.get(text);
    if (exact !== undefined) return exact;
    for (const { english, slots, german } of table.patterns) {
      const found = english.exec(text);
      if (found === null) continue;
      const values = new Map(slots.map(({ name, quoted }, at) => [name, quoted ? (found[at + 1] ?? '') : inside(found[at + 1] ?? '', depth)]));
      return german.replace(/\{\d\}/g, (slot) => values.get(slot) ?? '');
    }
    return null;
  }

  function inside(text: string, depth: number): string {
    return (depth < DEEPEST ? say(text, pieces, depth + 1) : null) ?? asGermansWrite(text);
  }

  return (sentence) => {
    const whole = say(sentence, sentences, 0);
    if (whole !== null) return whole;
    const [words = '', link] = sentence.split(/: (?=https?:)/);
    if (link !== undefined) {
      const before = say(words, sentences, 0);
      return before === null ? null : `${before}: ${link}`;
    }
    const several = sentence.split(/(?<=[.!?]) (?=\p{Lu})/u);
    const said = several.map((one) => (several.length === 1 ? null : say(one, sentences, 0)));
    return said.every((one) => one !== null) ? said.join(' ') : null;
  };
}

function tableOf(tables: readonly Sentences[]): Table {
  const entries = tables.flatMap((table) => Object.entries(table));
  return {
    exact: new Map(entries.filter(([english]) => !english.includes('{1}'))),
    patterns: entries.filter(([english]) => english.includes('{1}')).map(([english, german]) => patternOf(english, german)),
  };
}

function patternOf(english: string, german: string): Pattern {
  const slots = [...english.matchAll(/([“"]?)(\{\d\})/g)].map(([, mark = '', name = '']) => ({ name, quoted: mark !== '' }));
  const source = english.split(/\{\d\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('(.*?)');
  return { english: new RegExp(`^${source}$`, 's'), slots, german };
}

/** Our own sentences hold numbers as 1,204 or 1.5 GB and days as 2026-11-28; names stay as they are. */
function asGermansWrite(text: string): string {
  if (/^\d{1,3}(,\d{3})+$/.test(text)) return text.replaceAll(',', '.');
  const size = /^(\d+)\.(\d) ([KMG]B)$/.exec(text);
  if (size !== null) return `${size[1]},${size[2]} ${size[3]}`;
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return day === null ? text : `${day[3]}.${day[2]}.${day[1]}`;
}
