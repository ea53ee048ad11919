import type { ObjectKey } from './object-type.ts';

/** HubSpot's own id of a record: the first column of every table. */
export const RECORD_ID = 'hs_object_id';

type Standard = {
  /** Shown when nobody chose columns. */
  readonly shown: readonly string[];
  /** Offered next, in this order; all other properties of the portal follow by title. */
  readonly offered: readonly string[];
  /** Amounts of money whatever the portal's display settings say. */
  readonly money: readonly string[];
  /** Holds the currency of the row's amounts. */
  readonly currency: string | null;
};

/** The properties people look for, picked by hand. Those a portal does not have are left out. */
export const STANDARD_PROPERTIES: Readonly<Record<ObjectKey, Standard>> = {
  contacts: {
    shown: ['firstname', 'lastname', 'email', 'phone', 'company', 'jobtitle', 'lifecyclestage', 'hubspot_owner_id', 'createdate', 'lastmodifieddate'],
    offered: ['mobilephone', 'hs_lead_status', 'address', 'city', 'state', 'zip', 'country', 'website', 'industry', 'annualrevenue', 'notes_last_contacted', 'notes_next_activity_date', 'num_associated_deals', 'hs_email_optout'],
    money: ['annualrevenue', 'total_revenue', 'recent_deal_amount'],
    currency: null,
  },
  companies: {
    shown: ['name', 'domain', 'phone', 'industry', 'city', 'country', 'numberofemployees', 'annualrevenue', 'hubspot_owner_id', 'createdate'],
    offered: ['lifecyclestage', 'type', 'address', 'zip', 'state', 'website', 'description', 'founded_year', 'hs_lastmodifieddate', 'notes_last_contacted', 'num_associated_contacts', 'num_associated_deals'],
    money: ['annualrevenue', 'total_revenue', 'recent_deal_amount', 'total_money_raised'],
    currency: null,
  },
  deals: {
    shown: ['dealname', 'dealstage', 'pipeline', 'amount', 'closedate', 'hubspot_owner_id', 'createdate'],
    offered: ['dealtype', 'deal_currency_code', 'hs_priority', 'hs_deal_stage_probability', 'hs_forecast_amount', 'hs_acv', 'hs_arr', 'hs_mrr', 'hs_tcv', 'closed_lost_reason', 'closed_won_reason', 'description', 'hs_lastmodifieddate', 'hs_is_closed', 'hs_is_closed_won'],
    money: ['amount', 'amount_in_home_currency', 'hs_forecast_amount', 'hs_acv', 'hs_arr', 'hs_mrr', 'hs_tcv'],
    currency: 'deal_currency_code',
  },
  tickets: {
    shown: ['subject', 'hs_pipeline_stage', 'hs_pipeline', 'hs_ticket_priority', 'hs_ticket_category', 'hubspot_owner_id', 'createdate', 'closed_date'],
    offered: ['content', 'source_type', 'hs_resolution', 'time_to_close', 'time_to_first_agent_reply', 'hs_lastmodifieddate'],
    money: [],
    currency: null,
  },
  line_items: {
    shown: ['name', 'hs_sku', 'quantity', 'price', 'discount', 'amount', 'createdate'],
    offered: ['hs_discount_percentage', 'hs_line_item_currency_code', 'recurringbillingfrequency', 'hs_recurring_billing_period', 'hs_recurring_billing_start_date', 'tax', 'description', 'hs_product_id', 'hs_lastmodifieddate'],
    money: ['price', 'discount', 'amount', 'tax', 'hs_cost_of_goods_sold', 'hs_acv', 'hs_arr', 'hs_mrr', 'hs_tcv'],
    currency: 'hs_line_item_currency_code',
  },
};
