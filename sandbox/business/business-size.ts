/** How much the business database holds. Lines, invoices and payments follow from the orders. */
export type BusinessSize = { readonly orders: number; readonly companies: number; readonly seed: number };

/** Who gets how many orders: Acme about 1,200, one customer in the middle about 5,000, the last one none; fewer in small databases. */
export function orderShares(size: BusinessSize): { acmeEvery: number; middleEvery: number; middle: number } {
  const acme = Math.max(1, Math.min(1200, Math.floor(size.orders / 10)));
  const middle = Math.max(1, Math.min(5000, Math.floor(size.orders / 5)));
  return {
    acmeEvery: Math.max(2, Math.round(size.orders / acme)),
    middleEvery: Math.max(2, Math.round(size.orders / middle)),
    middle: Math.floor(size.companies / 2),
  };
}
