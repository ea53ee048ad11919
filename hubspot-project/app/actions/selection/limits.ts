/** What the contract allows; types are all that cards take from it, so a test compares the numbers. */
export const IDS_PER_CALL = 20_000;
export const MOST_RECORDS = 100_000;
