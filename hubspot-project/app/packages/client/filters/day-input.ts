type Day = { readonly year: number; readonly month: number; readonly date: number };

/** HubSpot counts months from 0. A cleared input gives nothing. */
export function dayText(day: Day | null | undefined): string {
  if (day == null) return '';
  return [String(day.year).padStart(4, '0'), String(day.month + 1).padStart(2, '0'), String(day.date).padStart(2, '0')].join('-');
}

/** YYYY-MM-DD as an input takes it. */
export function dayValue(text: string): { value?: Day } {
  const [year, month, date] = text.split('-').map(Number);
  return year === undefined || month === undefined || date === undefined ? {} : { value: { year, month: month - 1, date } };
}
