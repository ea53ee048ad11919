/** What every chance in these tests is drawn from. The same at each `npm test`; `npm run chaos` takes another each time and says which. */
export const CHAOS_SEED = Number(process.env['CHAOS_SEED'] ?? 20_261_128);
