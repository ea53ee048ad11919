import type { BusinessSize } from './business-size.ts';
import { draw, padded, pick, quote } from './sql-words.ts';
import { COMPANY_KINDS, COMPANY_NAMES, COUNTRIES } from './words.ts';

/**
 * SQL that fills customers. Customer n (0-based) has id n + 1 and the domain of HubSpot company n in the sandbox; number 0
 * is Acme. Number 1, Northwind Traders, has no domain here, and two others nearly have its name: nobody but a person can
 * say which of them HubSpot's Northwind Traders is.
 */
export function customersSql(size: BusinessSize): string {
  const places = COUNTRIES.map(([country, currency], at) => `(${at}, ${quote(country)}, ${quote(currency)})`).join(',');
  return `
    insert into erp.customers
    select n + 1,
      'C-' || ${padded('n + 1', 6)},
      case n when 0 then 'Acme Corporation' when 1 then 'Northwind Traders'
        when 2 then 'Northwind Trading Ltd.' when 3 then 'Northwind Logistics GmbH'
        else ${pick(COMPANY_NAMES, 'n', 1)} || ' ' || ${pick(COMPANY_KINDS, 'n', 2)} || ' ' || n end,
      case n when 0 then 'acme.example' when 1 then null else 'company-' || n || '.example' end,
      place.country, place.currency,
      case when ${draw('n', 3, 5)} > 0 then (${draw('n', 4, 500)} * 1000)::numeric(14,2) end,
      timestamptz '2018-01-01 00:00:00Z' + (${draw('n', 5, 150_000_000)} || ' seconds')::interval
    from generate_series(0::bigint, ${size.companies - 1}) as n
    join (values ${places}) as place (at, country, currency)
      on place.at = case n when 0 then 0 else ${draw('n', 6, COUNTRIES.length)} end
    order by n`;
}
