export interface PropertyDefinition {
  label: string;
  type: string;
  options: { label: string; value: string }[];
}

const plainNumber = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A stored value as a record page shows it: choices by their label, amounts with separators, days without a clock. */
export function showProperty(definition: PropertyDefinition | undefined, name: string, value: string): string {
  if (value === '' || !definition || name === 'hs_object_id') return value;
  switch (definition.type) {
    case 'enumeration':
      return inWords(definition.options.find((option) => option.value === value)?.label ?? value);
    case 'number':
      return Number.isFinite(Number(value)) ? plainNumber.format(Number(value)) : value;
    case 'bool':
      return value === 'true' ? 'Yes' : 'No';
    case 'date':
    case 'datetime':
      return value.slice(0, 10);
    default:
      return value;
  }
}

/** "URGENT" and "HUMAN_RESOURCES" as one would write them; anything else stays. */
export function inWords(label: string): string {
  if (!/^[A-Z_]{3,}$/.test(label)) return label.replace(/^[a-z]/, (first) => first.toUpperCase());
  return label.charAt(0) + label.slice(1).toLowerCase().replaceAll('_', ' ');
}
