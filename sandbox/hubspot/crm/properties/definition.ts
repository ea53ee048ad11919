/** A property's metadata, as GET /crm/properties returns it. */
export type PropertyDefinition = {
  name: string;
  label: string;
  type: 'string' | 'number' | 'date' | 'datetime' | 'enumeration' | 'bool';
  fieldType: string;
  groupName: string;
  description: string;
  options: { label: string; value: string; displayOrder: number; hidden: boolean }[];
  displayOrder: number;
  calculated: boolean;
  externalOptions: boolean;
  /** `OWNER` where the values are owners' ids. */
  referencedObjectType?: 'OWNER';
  hasUniqueValue: boolean;
  hidden: boolean;
  hubspotDefined: boolean;
  formField: boolean;
  archived: boolean;
  modificationMetadata: { archivable: boolean; readOnlyDefinition: boolean; readOnlyValue: boolean };
};

type Draft = Pick<PropertyDefinition, 'name' | 'label' | 'type'> & Partial<PropertyDefinition>;

const fieldTypes = { string: 'text', number: 'number', date: 'date', datetime: 'date', enumeration: 'select', bool: 'booleancheckbox' };

/** A definition with HubSpot's defaults filled in. */
export function define(draft: Draft): PropertyDefinition {
  return {
    fieldType: fieldTypes[draft.type], groupName: 'information', description: '', options: [], displayOrder: -1,
    calculated: false, externalOptions: false, hasUniqueValue: false, hidden: false, hubspotDefined: true,
    formField: false, archived: false,
    modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyValue: false },
    ...draft,
  };
}

/** A property that HubSpot computes; writing it is refused. */
export function readOnly(draft: Draft): PropertyDefinition {
  return define({
    ...draft,
    modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyValue: true },
  });
}

/** A property an account made for itself. */
export function custom(draft: Draft): PropertyDefinition {
  return define({
    ...draft, hubspotDefined: false,
    modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
  });
}

export function options(values: readonly string[]): PropertyDefinition['options'] {
  return values.map((value, displayOrder) => ({
    label: value.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase()), value, displayOrder, hidden: false,
  }));
}
