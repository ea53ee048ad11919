/** The most UTF-16 units Excel keeps in a cell; it drops the rest without a word, so we cut and say so. */
const LONGEST = 32_767;
/** Whatever XML 1.0 forbids or changes, and the underscore that would begin a spreadsheet's own `_xHHHH_` escape. */
const SPECIAL = /[&<>\p{Cc}\p{Cs}\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/u;
const ALL_SPECIAL = new RegExp(SPECIAL.source, 'gu');

export type CellText = {
  /** The XML of `text` as ST_Xstring (ECMA-376 part 1, 22.9.2.19). */
  readonly xml: string;
  /** Forbidden characters, each written as U+FFFD. */
  readonly replaced: number;
  readonly cut: boolean;
  /** A reader would drop white space without being told to keep it. */
  readonly keepSpace: boolean;
};

/** Text as an XLSX cell can hold it. */
export function toCellText(text: string): CellText {
  const kept = text.length > LONGEST ? cutText(text) : text;
  if (!SPECIAL.test(kept)) return { xml: kept, replaced: 0, cut: kept !== text, keepSpace: hasEdge(kept) };

  let replaced = 0;
  const xml = kept.replaceAll(ALL_SPECIAL, (character) => {
    switch (character) {
      case '&': return '&amp;';
      case '<': return '&lt;';
      case '>': return '&gt;';
      case '_': return '_x005F_';
      // A bare carriage return would become a line feed in every XML reader.
      case '\r': return '_x000D_';
      case '\n':
      case '\t': return character;
      default: {
        if (character >= '\u007F' && character <= '\u009F') return character;
        replaced += 1;
        return '\uFFFD';
      }
    }
  });
  return { xml, replaced, cut: kept !== text, keepSpace: hasEdge(kept) || kept.includes('\n') };
}

function hasEdge(text: string): boolean {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32;
}

/** The beginning of the text and, as its end, a mark that says how much is missing. Never half a character. */
function cutText(text: string): string {
  const mark = ` … [cut: the whole text has ${text.length} characters]`;
  let end = LONGEST - mark.length;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xD800 && last <= 0xDBFF) end -= 1;
  return text.slice(0, end) + mark;
}
