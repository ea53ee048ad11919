import type { ShareLack } from './find-share-lack.ts';

const ASK_ADMIN = 'Ask a Siderail admin of your HubSpot account: they decide who may see and export what.';

/** What is missing and who can change it, for whoever shares; `name` is the colleague's. */
export function sayShareLack(lack: ShareLack, name: string): { readonly message: string; readonly fix: string } {
  switch (lack.kind) {
    case 'sharer': return { message: 'Your own rights do not cover this file any more.', fix: ASK_ADMIN };
    case 'gone': return { message: `${name} is no active user of this HubSpot account.`, fix: 'Choose somebody else, or ask a HubSpot admin to invite this person.' };
    case 'domain': return { message: `This account sends nothing to addresses like that of ${name}.`, fix: 'A Siderail admin of your HubSpot account can allow the domain in the settings.' };
    case 'table': return { message: `${name} may not export “${lack.table}”.`, fix: ASK_ADMIN };
    case 'rows': return { message: `${name} may export their own records of “${lack.table}” only, and this file holds yours or everybody’s.`, fix: ASK_ADMIN };
    case 'column': return { message: `${name} may not see “${lack.column}” of “${lack.table}”, and this file shows it.`, fix: 'Export again without this column, or ask a Siderail admin of your HubSpot account: they decide who may see what.' };
    case 'approval': return { message: `${name} would need an approval to export this. ${lack.why}`, fix: 'Only somebody who decides about exports can share it: ask an approver or a Siderail admin, or let your colleague export it themselves.' };
  }
  return lack satisfies never;
}
