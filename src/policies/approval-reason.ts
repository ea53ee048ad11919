import type { Who } from './who-is.ts';

/**
 * Why this export needs somebody's agreement; null when it does not. Where a size limit holds, a table that cannot be
 * counted is taken for large.
 */
export function approvalReason({ subject, stored: { policy } }: Who, tables: readonly { readonly approve: boolean }[], rows: number | null): string | null {
  if (tables.some(({ approve }) => approve)) return 'Exports of this table have to be approved in your HubSpot account.';
  const { aboveRows, adminsToo } = policy.approval;
  if (aboveRows === null || (subject.admin && !adminsToo)) return null;
  if (rows !== null && rows <= aboveRows) return null;
  const limit = aboveRows.toLocaleString('en-US');
  return rows === null
    ? `Exports of more than ${limit} rows have to be approved, and this one cannot be counted beforehand.`
    : `Exports of more than ${limit} rows have to be approved.`;
}
