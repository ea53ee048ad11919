import { orderShares } from './business-size.ts';
import type { BusinessSize } from './business-size.ts';
import { draw, padded, pick } from './sql-words.ts';
import { NOTES, PAYMENT_TERMS, PRODUCTS, SALES_REPS } from './words.ts';

/** Orders fall into the three years before this day; it is fixed so that two databases of one seed are equal. */
export const LAST_DAY = `date '2026-10-31'`;
const FIRST_MOMENT = `timestamptz '2023-10-31 05:00:00Z'`;
const SPAN_SECONDS = 3 * 365 * 86_400;

/** SQL that fills order_lines: one to four per order, one in two hundred a credit. */
export function orderLinesSql(size: BusinessSize): string {
  const id = '(i * 10 + line)';
  return `
    insert into erp.order_lines
    select id, i, line, sku, description, quantity, price, round(quantity * price, 2)
    from (
      select ${id} as id, i, line,
        ${padded(draw(id, 11, 100_000), 6)} || '-' || chr(65 + ${draw(id, 12, 26)}::int) as sku,
        ${pick(PRODUCTS, id, 13)} as description,
        case when ${draw(id, 14, 200)} = 0 then -1 else 1 + ${draw(id, 15, 40)} end::numeric(10,2) as quantity,
        ((50 + ${draw(id, 16, 60_000)}) / 100.0)::numeric(14,2) as price
      from generate_series(1::bigint, ${size.orders}) as i, lateral generate_series(1, 1 + ${draw('i', 10, 4)}::int) as line
      offset 0
    ) as lines
    order by id`;
}

/** SQL that fills orders from their lines; net, tax and gross agree to the cent. */
export function ordersSql(size: BusinessSize): string {
  const shares = orderShares(size);
  const ordinary = size.companies - 2;
  const busiest = Math.max(1, Math.floor(ordinary / 10));
  const step = Math.max(1, Math.floor(SPAN_SECONDS / size.orders));
  const orderedAt = `${FIRST_MOMENT} + (i * ${SPAN_SECONDS / size.orders} + ${draw('i', 22, step)}) * interval '1 second'`;
  return `
    insert into erp.orders
    select i, 'SO-' || extract(year from ordered_at at time zone 'UTC') || '-' || ${padded('i', 6)}, customer.id, status, ordered_at,
      case when status in ('shipped', 'delivered', 'returned') then least(ordered_at::date + 1 + ${draw('i', 23, 9)}::int, ${LAST_DAY}) end,
      case when customer.id > 1 and ${draw('i', 24, 30)} = 0 then 'USD' else customer.currency end,
      net, tax, net + tax,
      ${pick(PAYMENT_TERMS, 'i', 25)}, ${pick(SALES_REPS, 'i', 26)},
      case when ${draw('i', 27, 6)} = 0 then ${pick(NOTES, 'i', 28)} end
    from (
      select i, n, net, ordered_at,
        case when ordered_at < ${LAST_DAY} - 21 then (array['delivered', 'cancelled', 'returned'])[1 + (${draw('i', 29, 100)} >= 93)::int + (${draw('i', 29, 100)} >= 97)::int]
          else (array['open', 'confirmed', 'shipped', 'delivered'])[1 + ${draw('i', 29, 4)}] end as status
      from (
        select order_id as i, sum(net) as net, date_trunc('milliseconds', ${orderedAt.replaceAll(/\bi\b/g, 'order_id')}) as ordered_at,
          case when order_id % ${shares.acmeEvery} = 0 then 0
            when order_id % ${shares.middleEvery} = 1 then ${shares.middle}
            when ${draw('order_id', 20, 2)} = 0 then 1 + ${draw('order_id', 21, busiest)}
            else 1 + ${draw('order_id', 21, ordinary)} end as n
        from erp.order_lines group by order_id
      ) as placed
    ) as o
    join erp.customers as customer on customer.id = n + 1
    cross join lateral (select round(net * case when customer.country in ('US', 'CH') then 0 else 0.19 end, 2) as tax) as taxed
    order by i`;
}
