import type { seedCounts } from './counts.ts';
import { insertRecords } from './insert-records.ts';
import { ownerSql } from './owners.ts';
import { hash, pick, wordAt } from './sql-words.ts';
import * as words from './words.ts';

/** SQL that fills companies. Company n has the domain company-n.example, number 0 is Acme: the business database agrees. */
export function companiesSql(counts: ReturnType<typeof seedCounts>): string {
  const domain = `CASE WHEN i = 0 THEN 'acme.example' ELSE 'company-' || i || '.example' END`;
  return insertRecords({
    objectType: '0-2',
    count: counts.companies,
    stamps: { created: 'createdate', modified: 'hs_lastmodifieddate' },
    locals: { place: `${hash(103)} % ${words.cities.length}` },
    properties: {
      name: `CASE i WHEN 0 THEN 'Acme Corporation' WHEN 1 THEN 'Northwind Traders'
        ELSE ${pick(words.companyNames, 101)} || ' ' || ${pick(words.companyKinds, 102)} || ' ' || i END`,
      domain,
      website: `'https://www.' || ${domain}`,
      industry: pick(words.industries, 104),
      numberofemployees: `CASE WHEN ${hash(105)} % 8 > 0 THEN (${hash(106)} % 20000 + 1)::text END`,
      annualrevenue: `CASE WHEN ${hash(107)} % 8 > 0 THEN ((${hash(108)} % 90000000000) / 100.0)::numeric(14,2)::text END`,
      phone: `CASE WHEN ${hash(109)} % 4 > 0 THEN '+1 ' || (${hash(110)} % 900 + 100) || '-555-' || lpad((${hash(111)} % 10000)::text, 4, '0') END`,
      address: `(${hash(112)} % 300 + 1) || ' Main St., Bldg "' || chr(65 + (${hash(113)} % 26)::int) || '"'`,
      city: wordAt(words.cities, 'place'),
      state: wordAt(words.states, 'place'),
      country: wordAt(words.countries, 'place'),
      zip: `lpad((${hash(114)} % 100000)::text, 5, '0')`,
      lifecyclestage: `CASE WHEN i = 0 THEN 'customer' ELSE ${pick(words.lifecycleStages, 115)} END`,
      hubspot_owner_id: ownerSql(116),
      customer_number: `lpad((i + 1)::text, 6, '0')`,
      description: `CASE ${hash(117)} % 10 WHEN 0 THEN ${pick(words.notes, 118)} WHEN 1 THEN ${pick(words.formulas, 119)} END`,
    },
  });
}
