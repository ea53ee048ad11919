import { LAST_DAY } from './orders-sql.ts';
import { draw, padded, pick } from './sql-words.ts';
import { PAYMENT_METHODS } from './words.ts';

/** SQL that fills invoices: nine of ten orders have one; paid + open = gross. */
export const INVOICES_SQL = `
  insert into erp.invoices
  select id, 'INV-' || extract(year from issued_on) || '-' || ${padded('id', 6)}, customer_id, order_id, issued_on, due_on,
    case when gross - paid = 0 then 'paid' when due_on < ${LAST_DAY} then 'overdue' when paid <> 0 then 'partly paid' else 'open' end,
    currency, gross, paid, gross - paid
  from (
    select id, customer_id, order_id, issued_on, due_on, currency, gross,
      case when due_on < ${LAST_DAY} - 30 and ${draw('id', 31, 100)} < 90 then gross
        when ${draw('id', 31, 100)} < 30 then gross
        when ${draw('id', 31, 100)} < 40 then round(gross * (1 + ${draw('id', 32, 90)}) / 100.0, 2)
        else 0 end as paid
    from (
      select row_number() over (order by o.id) as id, o.customer_id, o.id as order_id, o.currency, o.gross, issued.issued_on,
        issued.issued_on + case left(o.payment_terms, 2) when '14' then 14 when '60' then 60 when 'pr' then 0 else 30 end as due_on
      from erp.orders as o,
        lateral (select least(coalesce(o.shipped_on, (o.ordered_at at time zone 'UTC')::date + 2), ${LAST_DAY}) as issued_on) as issued
      where o.status not in ('open', 'cancelled') and ${draw('o.id', 30, 100)} < 97
    ) as billed
  ) as settled
  order by id`;

/** SQL that fills payments: their amounts per invoice add up to what it says is paid; one in ten came in two parts. */
export const PAYMENTS_SQL = `
  insert into erp.payments
  select row_number() over (order by v.id, part), v.id, v.customer_id, least(v.issued_on + 3 + ${draw('v.id', 41, 40)}::int + part, ${LAST_DAY}), v.currency,
    case when parts = 1 then v.paid when part = 1 then round(v.paid * 0.4, 2) else v.paid - round(v.paid * 0.4, 2) end,
    ${pick(PAYMENT_METHODS, 'v.id', 42)}, 'RF' || ${padded(draw('v.id', 43, 100_000_000), 8)}
  from erp.invoices as v
  cross join lateral (select 1 + (${draw('v.id', 40, 10)} = 0)::int as parts) as p
  cross join lateral generate_series(1, parts) as part
  where v.paid <> 0
  order by v.id, part`;
