import type { Cell, Column, Reader } from '#contract';
import { AppError } from '../core/errors/index.ts';
import { defineAction } from './define-action.ts';

/** HubSpot's alert holds a sentence, not a table. */
const MOST_COLUMNS = 8;

/** Counts the filtered table and adds up every number column of it, shown or not. Throws source.refused when it has none. */
export const showTotalsAction = defineAction({
  summary: { runs: 'server', name: 'show-totals', title: 'Totals', place: 'table', needs: 'totals', confirm: null },
  german: { title: 'Summen' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: [],
  async run(_context, { table, reader }) {
    const { query, source } = table;
    const summed = query.table.columns.filter(({ type, masked }) => (type === 'number' || type === 'money') && masked !== true);
    const [count, totals] = await Promise.all([
      query.table.capabilities.count ? source.count(table.context, query) : null,
      summed.length === 0 ? null : source.totals(table.context, { ...query, columns: summed.map(({ key }) => key) }),
    ]);
    const known = summed.filter(({ key }) => totals?.[key] !== undefined);
    if (count === null && known.length === 0) throw new AppError('source.refused', { userMessage: 'There is nothing to add up in this table.', fix: 'Choose a table with numbers or amounts.' });
    const parts = known.slice(0, MOST_COLUMNS).map((column) => `${column.title} ${amount(totals![column.key]!, column, reader)}`);
    const more = known.length - parts.length;
    return { message: [...(count === null ? [] : [rowsWords(count, reader)]), ...parts, ...(more > 0 ? [`+ ${more}`] : [])].join(' · '), refresh: false };
  },
});

function rowsWords(count: number, { language, locale }: Reader): string {
  const number = new Intl.NumberFormat(locale).format(count);
  if (language === 'de') return count === 1 ? '1 Zeile' : `${number} Zeilen`;
  return count === 1 ? '1 row' : `${number} rows`;
}

function amount(total: NonNullable<Cell>, { type, currency }: Column, { locale }: Reader): string {
  const style = type === 'money' ? (currency === undefined ? { minimumFractionDigits: 2 } : { style: 'currency' as const, currency }) : {};
  // Decimal strings as they are: sums may have more digits than a double holds.
  return new Intl.NumberFormat(locale, { maximumFractionDigits: type === 'money' ? 2 : 10, ...style }).format(total as `${number}`);
}
