/** What the server writes into a page for its script. */

/** Where HubSpot shows an extension. */
export type ExtensionPoint = 'crm.record.tab' | 'crm.record.sidebar' | 'crm.preview' | 'helpdesk.sidebar' | 'crm.bulkActions' | 'pages' | 'settings';

export interface PortalUser {
  userId: number;
  email: string;
  firstName: string;
  lastName: string;
  isAdmin: boolean;
  /** As HubSpot gives them to extensions; English of Great Britain where nothing is said. */
  language?: string;
  locale?: string;
}

export interface CardOnPage {
  uid: string;
  name: string;
  location: ExtensionPoint;
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

/** What every page with extensions knows. */
export interface HostData {
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
}

/** A record: its own page, or what is seen of it in a preview panel or in the help desk. */
export interface RecordData extends HostData {
  kind: 'record' | 'preview' | 'helpdesk';
  record: RecordOnPage;
  associated: AssociatedGroup[];
  cards: CardOnPage[];
}

/** The app's own pages, or its settings page. */
export interface AppData extends HostData {
  kind: 'pages' | 'settings';
  extension: CardOnPage;
}

/** A list with some of its records selected, and the app's action on them. */
export interface BulkData extends HostData {
  kind: 'bulk';
  typeName: string;
  selection: { objectTypeId: string; objectIds: number[] };
  displayMode: 'PANEL' | 'MODAL';
  extension: CardOnPage;
}

export type PageData = RecordData | AppData | BulkData;

/** Where in the app's pages somebody is: what the SDK's `usePageRoute` starts from. */
export interface PageLocation {
  path: string;
  params: Record<string, string>;
}
