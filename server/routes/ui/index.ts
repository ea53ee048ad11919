import type { RouteName } from '#contract';
import { addConnectionRoute } from './add-connection.ts';
import { addDestinationRoute } from './add-destination.ts';
import { cancelJobRoute } from './cancel-job.ts';
import { createLinkRoute } from './create-link.ts';
import { decideApprovalRoute } from './decide-approval.ts';
import { decideMatchRoute } from './decide-match.ts';
import type { UiRoute } from './define-route.ts';
import { disconnectRoute } from './disconnect.ts';
import { estimateExportRoute } from './estimate-export.ts';
import { exportAuditRoute } from './export-audit.ts';
import { createRepairLinkRoute } from './create-repair-link.ts';
import { repairExportRoute } from './repair-export.ts';
import { rerunExportRoute } from './rerun-export.ts';
import { finishPartialRoute } from './finish-partial.ts';
import { getJobRoute } from './get-job.ts';
import { getConnectionTablesRoute } from './get-connection-tables.ts';
import { getDestinationRoute } from './get-destination.ts';
import { getMailWishesRoute } from './get-mail-wishes.ts';
import { getSettingsRoute } from './get-settings.ts';
import { getSetupRoute } from './get-setup.ts';
import { getUsageRoute } from './get-usage.ts';
import { listApprovalsRoute } from './list-approvals.ts';
import { listAuditRoute } from './list-audit.ts';
import { listChoicesRoute } from './list-choices.ts';
import { listConnectionsRoute } from './list-connections.ts';
import { listDeliveriesRoute } from './list-deliveries.ts';
import { listDestinationsRoute } from './list-destinations.ts';
import { listJobsRoute } from './list-jobs.ts';
import { listMessagesRoute } from './list-messages.ts';
import { listLinksRoute } from './list-links.ts';
import { listPlacesRoute } from './list-places.ts';
import { listRuleNamesRoute } from './list-rule-names.ts';
import { listTablesRoute } from './list-tables.ts';
import { previewPropertyRoute } from './preview-property.ts';
import { previewSheetRoute } from './preview-sheet.ts';
import { removeDestinationRoute } from './remove-destination.ts';
import { rotateDestinationSecretRoute } from './rotate-destination-secret.ts';
import { updateDestinationRoute } from './update-destination.ts';
import { resendDeliveryRoute } from './resend-delivery.ts';
import { retryJobRoute } from './retry-job.ts';
import { revokeLinksRoute } from './revoke-links.ts';
import { runActionRoute } from './run-action.ts';
import { saveConnectionTablesRoute } from './save-connection-tables.ts';
import { saveMailWishesRoute } from './save-mail-wishes.ts';
import { saveSettingsRoute } from './save-settings.ts';
import { showMatchRoute } from './show-match.ts';
import { startExportRoute } from './start-export.ts';
import { createShareLinkRoute } from './create-share-link.ts';
import { listColleaguesRoute } from './list-colleagues.ts';
import { listSharedRoute } from './list-shared.ts';
import { listSharesRoute } from './list-shares.ts';
import { shareExportRoute } from './share-export.ts';
import { stopShareRoute } from './stop-share.ts';
import { switchConnectionRoute } from './switch-connection.ts';
import { testConnectionRoute } from './test-connection.ts';
import { updateConnectionRoute } from './update-connection.ts';
import { switchDestinationRoute } from './switch-destination.ts';
import { tableChangesRoute } from './table-changes.ts';
import { testDestinationRoute } from './test-destination.ts';
import { addToSelectionRoute } from './add-to-selection.ts';
import { viewTableRoute } from './view-table.ts';
import { listTemplatesRoute } from './list-templates.ts';
import { saveTemplateRoute } from './save-template.ts';
import { copyTemplateRoute } from './copy-template.ts';
import { deleteTemplateRoute } from './delete-template.ts';
import { runTemplateRoute } from './run-template.ts';
import { listSchedulesRoute } from './list-schedules.ts';
import { saveScheduleRoute } from './save-schedule.ts';
import { previewScheduleRoute } from './preview-schedule.ts';

/** Every card route; the mapped type makes a route of the contract that has no handler a compile error. */
export const uiRoutes: { readonly [Name in RouteName]: UiRoute<Name> } = {
  'add-to-selection': addToSelectionRoute,
  'list-tables': listTablesRoute,
  'list-choices': listChoicesRoute,
  'view-table': viewTableRoute,
  'show-match': showMatchRoute,
  'decide-match': decideMatchRoute,
  'table-changes': tableChangesRoute,
  'estimate-export': estimateExportRoute,
  'start-export': startExportRoute,
  'list-jobs': listJobsRoute,
  'list-messages': listMessagesRoute,
  'get-job': getJobRoute,
  'cancel-job': cancelJobRoute,
  'retry-job': retryJobRoute,
  'repair-export': repairExportRoute,
  'rerun-export': rerunExportRoute,
  'create-repair-link': createRepairLinkRoute,
  'finish-partial': finishPartialRoute,
  'create-link': createLinkRoute,
  'list-links': listLinksRoute,
  'revoke-links': revokeLinksRoute,
  'list-colleagues': listColleaguesRoute,
  'share-export': shareExportRoute,
  'list-shares': listSharesRoute,
  'stop-share': stopShareRoute,
  'list-shared': listSharedRoute,
  'create-share-link': createShareLinkRoute,
  'run-action': runActionRoute,
  'preview-property': previewPropertyRoute,
  'preview-sheet': previewSheetRoute,
  'get-settings': getSettingsRoute,
  'save-settings': saveSettingsRoute,
  'list-places': listPlacesRoute,
  'list-rule-names': listRuleNamesRoute,
  'disconnect': disconnectRoute,
  'list-approvals': listApprovalsRoute,
  'decide-approval': decideApprovalRoute,
  'export-audit': exportAuditRoute,
  'list-audit': listAuditRoute,
  'list-connections': listConnectionsRoute,
  'test-connection': testConnectionRoute,
  'add-connection': addConnectionRoute,
  'update-connection': updateConnectionRoute,
  'get-connection-tables': getConnectionTablesRoute,
  'save-connection-tables': saveConnectionTablesRoute,
  'switch-connection': switchConnectionRoute,
  'get-usage': getUsageRoute,
  'get-setup': getSetupRoute,
  'list-templates': listTemplatesRoute,
  'save-template': saveTemplateRoute,
  'copy-template': copyTemplateRoute,
  'delete-template': deleteTemplateRoute,
  'run-template': runTemplateRoute,
  'list-schedules': listSchedulesRoute,
  'save-schedule': saveScheduleRoute,
  'preview-schedule': previewScheduleRoute,
  'list-destinations': listDestinationsRoute,
  'add-destination': addDestinationRoute,
  'test-destination': testDestinationRoute,
  'switch-destination': switchDestinationRoute,
  'get-destination': getDestinationRoute,
  'update-destination': updateDestinationRoute,
  'rotate-destination-secret': rotateDestinationSecretRoute,
  'remove-destination': removeDestinationRoute,
  'list-deliveries': listDeliveriesRoute,
  'resend-delivery': resendDeliveryRoute,
  'get-mail-wishes': getMailWishesRoute,
  'save-mail-wishes': saveMailWishesRoute,
};
