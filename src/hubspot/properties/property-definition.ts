/** What the app knows about one property of an object type. */
export type PropertyDefinition = {
  readonly name: string;
  readonly label: string;
  /** HubSpot's type: string, number, date, datetime, enumeration, bool, phone_number, ... */
  readonly type: string;
  readonly fieldType: string;
  readonly hidden: boolean;
  readonly calculated: boolean;
  /** HubSpot refuses to write it. */
  readonly readOnly: boolean;
  readonly hubspotDefined: boolean;
  /** True when its numbers are amounts of money. */
  readonly money: boolean;
  /** True when its values are ids of owners. */
  readonly namesOwners: boolean;
  /** Internal values with the labels people see; empty also where HubSpot keeps the values elsewhere. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
};
