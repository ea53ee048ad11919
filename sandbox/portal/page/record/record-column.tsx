import { Icon } from '../components/icon.tsx';
import type { RecordOnPage } from '../page-data.ts';

const ICONS: Record<string, string> = { '0-1': 'contact', '0-2': 'crm', '0-3': 'tag', '0-5': 'ticket' };
const QUICK = [
  ['edit', 'Note'],
  ['email', 'Email'],
  ['tasks', 'Task'],
  ['date', 'Meeting'],
] as const;

/** The left column. Its quick buttons only look the part: logging activities is not what the sandbox is for. */
export function RecordColumn(props: { record: RecordOnPage; portalId: number }) {
  const { record } = props;
  return (
    <aside className="pt-left" aria-label="Record">
      <section className="pt-box">
        <div className="pt-record-head">
          <span className="pt-avatar">
            <Icon name={ICONS[record.objectTypeId] ?? 'record'} size="lg" />
          </span>
          <div>
            <div className="pt-kind">{record.typeName}</div>
            <h1>{record.name}</h1>
            <div className="pt-muted">{record.subtitle}</div>
          </div>
        </div>
        <div className="pt-quick" aria-hidden="true">
          {QUICK.map(([icon, label]) => (
            <span key={label}>
              <i>
                <Icon name={icon} size="sm" />
              </i>
              {label}
            </span>
          ))}
        </div>
      </section>
      <section className="pt-box">
        <h2>About this {record.typeName.toLowerCase()}</h2>
        <dl className="pt-properties">
          {record.about.map((property) => (
            <div key={property.name}>
              <dt>{property.label}</dt>
              <dd>{property.value || '--'}</dd>
            </div>
          ))}
        </dl>
      </section>
    </aside>
  );
}
