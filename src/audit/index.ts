export { openAuditLink, sealAuditLink } from './audit-link.ts';
export { readAuditCsv } from './read-audit-csv.ts';
export { countAudit, deleteAuditEntries, forgetSubject } from './audit.store.ts';
export { listAudit } from './list-audit.ts';
export { NOBODY, writeAudit } from './write-audit.ts';
export type { AuditAction } from './write-audit.ts';
