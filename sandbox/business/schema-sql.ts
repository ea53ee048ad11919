/** The tables of a small ERP, empty and without indexes: those come after the rows, which is several times faster. */
export const TABLES_SQL = `
  create table erp.customers (
    id bigint not null, external_id text not null, name text not null, domain text, country char(2) not null,
    currency char(3) not null, credit_limit numeric(14,2), created_at timestamptz not null);
  create table erp.orders (
    id bigint not null, number text not null, customer_id bigint not null, status text not null, ordered_at timestamptz not null,
    shipped_on date, currency char(3) not null, net numeric(14,2) not null, tax numeric(14,2) not null, gross numeric(14,2) not null,
    payment_terms text not null, sales_rep text not null, note text);
  create table erp.order_lines (
    id bigint not null, order_id bigint not null, line_no integer not null, sku text not null, description text not null,
    quantity numeric(10,2) not null, unit_price numeric(14,2) not null, net numeric(14,2) not null);
  create table erp.invoices (
    id bigint not null, number text not null, customer_id bigint not null, order_id bigint not null, issued_on date not null,
    due_on date not null, status text not null, currency char(3) not null, gross numeric(14,2) not null, paid numeric(14,2) not null,
    open numeric(14,2) not null);
  create table erp.payments (
    id bigint not null, invoice_id bigint not null, customer_id bigint not null, paid_on date not null, currency char(3) not null,
    amount numeric(14,2) not null, method text not null, reference text not null)`;

export const INDEXES_SQL = `
  alter table erp.customers add primary key (id), add unique (external_id), add unique (domain);
  alter table erp.orders add primary key (id), add unique (number), add foreign key (customer_id) references erp.customers;
  alter table erp.order_lines add primary key (id), add unique (order_id, line_no), add foreign key (order_id) references erp.orders;
  alter table erp.invoices add primary key (id), add unique (number), add foreign key (customer_id) references erp.customers,
    add foreign key (order_id) references erp.orders;
  alter table erp.payments add primary key (id), add foreign key (invoice_id) references erp.invoices,
    add foreign key (customer_id) references erp.customers;
  create index on erp.orders (customer_id);
  create index on erp.orders (ordered_at, id);
  create index on erp.invoices (customer_id);
  create index on erp.invoices (order_id);
  create index on erp.payments (invoice_id);
  create index on erp.payments (customer_id)`;
