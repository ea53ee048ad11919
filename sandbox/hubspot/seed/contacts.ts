import { companyOfContact } from './company-of.ts';
import type { seedCounts } from './counts.ts';
import { insertRecords } from './insert-records.ts';
import { ownerSql } from './owners.ts';
import { hash, pick, wordAt } from './sql-words.ts';
import * as words from './words.ts';

/** SQL that fills contacts: about 22 properties each, some unset, some hostile to spreadsheets and CSV writers. */
export function contactsSql(counts: ReturnType<typeof seedCounts>): string {
  const domain = `CASE WHEN company = 0 THEN 'acme.example' WHEN company IS NULL THEN 'mail.example'
    ELSE 'company-' || company || '.example' END`;
  const named = (special: string, other: string) => `CASE WHEN i = 0 THEN '${special}' ELSE ${other} END`;
  return insertRecords({
    objectType: '0-1',
    count: counts.contacts,
    stamps: { created: 'createdate', modified: 'lastmodifieddate' },
    locals: {
      first: `${hash(1)} % ${words.firstNames.length}`,
      last: `${hash(2)} % ${words.lastNames.length}`,
      place: `${hash(3)} % ${words.cities.length}`,
      company: companyOfContact(counts),
    },
    properties: {
      firstname: named('Maria', wordAt(words.firstNames, 'first')),
      lastname: named('Johnson', wordAt(words.lastNames, 'last')),
      email: named('maria.johnson@acme.example', `CASE WHEN ${hash(4)} % 33 = 0 THEN NULL ELSE
        ${wordAt(words.firstNamesAscii, 'first')} || '.' || ${wordAt(words.lastNamesAscii, 'last')} || '.' || i || '@' || ${domain} END`),
      phone: `CASE WHEN ${hash(5)} % 5 = 0 THEN NULL WHEN ${hash(5)} % 5 = 1 THEN '0' || (${hash(6)} % 9000000000 + 1000000000)
        ELSE '+49 ' || (${hash(6)} % 900 + 100) || ' ' || (${hash(7)} % 9000000 + 1000000) END`,
      company: `CASE WHEN company = 0 THEN 'Acme Corporation' WHEN company IS NOT NULL THEN 'Company ' || company END`,
      jobtitle: named('Head of Purchasing', `CASE ${hash(8)} % 997 WHEN 0 THEN ${pick(words.formulas, 9)}
        ELSE ${pick(words.jobTitles, 10)} END`),
      city: wordAt(words.cities, 'place'),
      state: wordAt(words.states, 'place'),
      country: wordAt(words.countries, 'place'),
      zip: `lpad((${hash(11)} % 100000)::text, 5, '0')`,
      lifecyclestage: named('customer', pick(words.lifecycleStages, 12)),
      hs_lead_status: `CASE WHEN ${hash(13)} % 4 > 0 THEN ${pick(words.leadStatuses, 14)} END`,
      hubspot_owner_id: ownerSql(15),
      total_revenue: `CASE WHEN ${hash(16)} % 3 = 0 THEN ((${hash(17)} % 100000000) / 100.0)::numeric(12,2)::text END`,
      num_associated_deals: `(${hash(18)} % 7)::text`,
      customer_number: `lpad((i + 1)::text, 8, '0')`,
      hs_email_optout: `CASE WHEN ${hash(19)} % 20 = 0 THEN 'true' ELSE 'false' END`,
      contract_end_date: `CASE WHEN ${hash(20)} % 2 = 0 THEN (date '2026-01-01' + (${hash(21)} % 1000)::int)::text END`,
      interests: `CASE WHEN ${hash(22)} % 3 > 0 THEN ${pick(words.interests, 23)} END`,
      message: `CASE ${hash(24)} % 8 WHEN 0 THEN ${pick(words.notes, 25)} WHEN 1 THEN
        CASE WHEN ${hash(26)} % 50 = 0 THEN ${pick(words.formulas, 27)} ELSE 'Prefers to be called in the morning.' END END`,
    },
  });
}
