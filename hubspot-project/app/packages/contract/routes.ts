import type { RunActionRequest, RunActionResponse } from './action.ts';
import type { DecideApprovalRequest, DecideApprovalResponse, ListApprovalsRequest, ListApprovalsResponse } from './approval.ts';
import type {
  AddConnectionRequest, GetConnectionTablesRequest, GetConnectionTablesResponse, ListConnectionsRequest, ListConnectionsResponse, SaveConnectionTablesRequest, SwitchConnectionRequest, TestConnectionRequest,
  TestConnectionResponse, UpdateConnectionRequest,
} from './connections.ts';
import type { ExportAuditRequest, ExportAuditResponse, ListAuditRequest, ListAuditResponse } from './audit.ts';
import type {
  AddDestinationRequest, AddDestinationResponse, ListDeliveriesResponse, ListDestinationsRequest, ListDestinationsResponse, ResendDeliveryRequest, ResendDeliveryResponse,
  DestinationRequest, GetDestinationResponse, RemoveDestinationResponse, RotateDestinationSecretResponse, SwitchDestinationRequest, SwitchDestinationResponse, TestDestinationRequest, TestDestinationResponse,
  UpdateDestinationRequest, UpdateDestinationResponse,
} from './delivery.ts';
import type { DisconnectRequest, DisconnectResponse } from './disconnect.ts';
import type { CreateLinkResponse, JobRequest, JobResponse, ListJobsRequest, ListJobsResponse, RepairExportRequest, RerunExportRequest } from './job.ts';
import type { ListLinksResponse, RevokeLinksResponse } from './links.ts';
import type { ListChoicesRequest, ListChoicesResponse } from './list-choices.ts';
import type { ListPlacesRequest, ListPlacesResponse, ListRuleNamesRequest, ListRuleNamesResponse } from './list-places.ts';
import type { ListTablesRequest, ListTablesResponse } from './list-tables.ts';
import type { GetMailWishesRequest, MailWishes } from './mail-wishes.ts';
import type { ListMessagesRequest, ListMessagesResponse } from './messages.ts';
import type { DecideMatchRequest, DecideMatchResponse, ShowMatchRequest, ShowMatchResponse } from './match.ts';
import type { GetSettingsRequest, GetSettingsResponse, SaveSettingsRequest } from './policy.ts';
import type { PreviewSheetRequest, PreviewSheetResponse } from './preview-sheet.ts';
import type { PreviewPropertyRequest, PreviewPropertyResponse } from './set-property.ts';
import type { AddToSelectionRequest, AddToSelectionResponse } from './selection.ts';
import type { GetSetupRequest, GetSetupResponse } from './setup.ts';
import type { ListColleaguesRequest, ListColleaguesResponse, ListSharedRequest, ListSharedResponse, ListSharesResponse, ShareExportRequest, ShareExportResponse, ShareRequest, StopShareResponse } from './shares.ts';
import type { EstimateExportRequest, EstimateExportResponse, StartExportRequest, StartExportResponse } from './start-export.ts';
import type { TableChangesRequest, TableChangesResponse } from './table-changes.ts';
import type { GetUsageRequest, GetUsageResponse } from './usage.ts';
import type { ListSchedulesRequest, ListSchedulesResponse, PreviewScheduleRequest, PreviewScheduleResponse, SaveScheduleRequest, SaveScheduleResponse } from './schedule.ts';
import type { CopyTemplateRequest, DeletedResponse, ListTemplatesRequest, ListTemplatesResponse, RunTemplateRequest, SaveTemplateRequest, TemplateRequest, TemplateResponse } from './template.ts';
import type { ViewTableRequest, ViewTableResponse } from './view-table.ts';

/** Every card route: the path is `/ui/<name>`, always POST with a JSON object. */
export type Routes = {
  'list-tables': { request: ListTablesRequest; response: ListTablesResponse };
  'list-choices': { request: ListChoicesRequest; response: ListChoicesResponse };
  'view-table': { request: ViewTableRequest; response: ViewTableResponse };
  'show-match': { request: ShowMatchRequest; response: ShowMatchResponse };
  'decide-match': { request: DecideMatchRequest; response: DecideMatchResponse };
  'table-changes': { request: TableChangesRequest; response: TableChangesResponse };
  'estimate-export': { request: EstimateExportRequest; response: EstimateExportResponse };
  'add-to-selection': { request: AddToSelectionRequest; response: AddToSelectionResponse };
  'preview-sheet': { request: PreviewSheetRequest; response: PreviewSheetResponse };
  'start-export': { request: StartExportRequest; response: StartExportResponse };
  'list-jobs': { request: ListJobsRequest; response: ListJobsResponse };
  'get-job': { request: JobRequest; response: JobResponse };
  'cancel-job': { request: JobRequest; response: JobResponse };
  'retry-job': { request: JobRequest; response: JobResponse };
  'repair-export': { request: RepairExportRequest; response: StartExportResponse };
  'rerun-export': { request: RerunExportRequest; response: StartExportResponse };
  'create-repair-link': { request: JobRequest; response: CreateLinkResponse };
  'finish-partial': { request: JobRequest; response: JobResponse };
  'create-link': { request: JobRequest; response: CreateLinkResponse };
  'list-links': { request: JobRequest; response: ListLinksResponse };
  'revoke-links': { request: JobRequest; response: RevokeLinksResponse };
  'list-colleagues': { request: ListColleaguesRequest; response: ListColleaguesResponse };
  'share-export': { request: ShareExportRequest; response: ShareExportResponse };
  'list-shares': { request: JobRequest; response: ListSharesResponse };
  'stop-share': { request: ShareRequest; response: StopShareResponse };
  'list-shared': { request: ListSharedRequest; response: ListSharedResponse };
  'create-share-link': { request: ShareRequest; response: CreateLinkResponse };
  'run-action': { request: RunActionRequest; response: RunActionResponse };
  'preview-property': { request: PreviewPropertyRequest; response: PreviewPropertyResponse };
  'get-settings': { request: GetSettingsRequest; response: GetSettingsResponse };
  'save-settings': { request: SaveSettingsRequest; response: GetSettingsResponse };
  'list-places': { request: ListPlacesRequest; response: ListPlacesResponse };
  'list-rule-names': { request: ListRuleNamesRequest; response: ListRuleNamesResponse };
  'disconnect': { request: DisconnectRequest; response: DisconnectResponse };
  'list-approvals': { request: ListApprovalsRequest; response: ListApprovalsResponse };
  'decide-approval': { request: DecideApprovalRequest; response: DecideApprovalResponse };
  'export-audit': { request: ExportAuditRequest; response: ExportAuditResponse };
  'list-audit': { request: ListAuditRequest; response: ListAuditResponse };
  'list-connections': { request: ListConnectionsRequest; response: ListConnectionsResponse };
  'test-connection': { request: TestConnectionRequest; response: TestConnectionResponse };
  'add-connection': { request: AddConnectionRequest; response: ListConnectionsResponse };
  'update-connection': { request: UpdateConnectionRequest; response: ListConnectionsResponse };
  'get-connection-tables': { request: GetConnectionTablesRequest; response: GetConnectionTablesResponse };
  'save-connection-tables': { request: SaveConnectionTablesRequest; response: ListConnectionsResponse };
  'switch-connection': { request: SwitchConnectionRequest; response: ListConnectionsResponse };
  'get-usage': { request: GetUsageRequest; response: GetUsageResponse };
  'get-setup': { request: GetSetupRequest; response: GetSetupResponse };
  'list-templates': { request: ListTemplatesRequest; response: ListTemplatesResponse };
  'save-template': { request: SaveTemplateRequest; response: TemplateResponse };
  'copy-template': { request: CopyTemplateRequest; response: TemplateResponse };
  'delete-template': { request: TemplateRequest; response: DeletedResponse };
  'run-template': { request: RunTemplateRequest; response: StartExportResponse };
  'list-schedules': { request: ListSchedulesRequest; response: ListSchedulesResponse };
  'save-schedule': { request: SaveScheduleRequest; response: SaveScheduleResponse };
  'preview-schedule': { request: PreviewScheduleRequest; response: PreviewScheduleResponse };
  'list-destinations': { request: ListDestinationsRequest; response: ListDestinationsResponse };
  'add-destination': { request: AddDestinationRequest; response: AddDestinationResponse };
  'test-destination': { request: TestDestinationRequest; response: TestDestinationResponse };
  'switch-destination': { request: SwitchDestinationRequest; response: SwitchDestinationResponse };
  'get-destination': { request: DestinationRequest; response: GetDestinationResponse };
  'update-destination': { request: UpdateDestinationRequest; response: UpdateDestinationResponse };
  'rotate-destination-secret': { request: DestinationRequest; response: RotateDestinationSecretResponse };
  'remove-destination': { request: DestinationRequest; response: RemoveDestinationResponse };
  'list-deliveries': { request: JobRequest; response: ListDeliveriesResponse };
  'resend-delivery': { request: ResendDeliveryRequest; response: ResendDeliveryResponse };
  'list-messages': { request: ListMessagesRequest; response: ListMessagesResponse };
  'get-mail-wishes': { request: GetMailWishesRequest; response: MailWishes };
  'save-mail-wishes': { request: MailWishes; response: MailWishes };
};
export type RouteName = keyof Routes;
