/** What the server writes into a record page for its script. */

export interface PortalUser {
  userId: number;
  email: string;
  firstName: string;
  lastName: string;
  isAdmin: boolean;
}

export interface CardOnPage {
  uid: string;
  name: string;
  location: 'crm.record.tab' | 'crm.record.sidebar';
  /** The built bundle, or why there is none. */
  bundle: { url: string; workerUrl: string } | { error: string };
}

export interface PropertyOnPage {
  name: string;
  label: string;
  value: string;
}

export interface AssociatedRecord {
  objectTypeId: string;
  id: string;
  name: string;
  subtitle: string;
}

export interface AssociatedGroup {
  objectTypeId: string;
  title: string;
  total: number;
  records: AssociatedRecord[];
}

export interface RecordOnPage {
  objectTypeId: string;
  id: string;
  typeName: string;
  name: string;
  subtitle: string;
  about: PropertyOnPage[];
  all: PropertyOnPage[];
}

export interface PageData {
  portalId: number;
  timeZone: string;
  appId: number;
  appName: string;
  isInstalled: boolean;
  installUrl: string;
  user: PortalUser;
  variables: Record<string, string | number | boolean>;
  permittedIframeUrls: string[];
  componentNames: string[];
  record: RecordOnPage;
  associated: AssociatedGroup[];
  cards: CardOnPage[];
}
