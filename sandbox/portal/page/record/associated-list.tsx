import type { AssociatedGroup } from '../page-data.ts';

/** The first associated records of one kind, with links to their pages. */
export function AssociatedList(props: { group: AssociatedGroup; portalId: number }) {
  const { group, portalId } = props;
  return (
    <section className="pt-box" aria-label={group.title}>
      <h2>
        {group.title} <span className="pt-count">{group.total}</span>
      </h2>
      {group.records.length === 0 && <p className="pt-muted">None yet.</p>}
      <ul className="pt-associated">
        {group.records.map((record) => (
          <li key={record.id}>
            <a href={`/contacts/${portalId}/record/${record.objectTypeId}/${record.id}`}>{record.name}</a>
            <div className="pt-muted">{record.subtitle}</div>
          </li>
        ))}
      </ul>
      {group.total > group.records.length && <p className="pt-muted">and {group.total - group.records.length} more</p>}
    </section>
  );
}
