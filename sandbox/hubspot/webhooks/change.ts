import type { ObjectTypeId } from '../crm/object-types.ts';

/** Who made a change, as HubSpot names it. */
export type ChangeSource = 'INTEGRATION' | 'CRM_UI';

/** Something that happened to a record, before anybody asks whether the app wants to know. */
export type Change = { objectTypeId: ObjectTypeId; objectId: string } & (
  | { what: 'creation' | 'deletion' | 'privacyDeletion' }
  | { what: 'propertyChange'; property: string; value: string }
  | { what: 'associationChange'; toTypeId: ObjectTypeId; toId: string; removed: boolean }
);
