/** One associated record, once, with every label it carries ("Primary", "Billing contact"). */
export type Association = { readonly toId: string; readonly labels: readonly string[] };
