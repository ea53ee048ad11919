export type { Outputs, WorkflowAction } from './define-workflow-action.ts';
export { exportTableWorkflow } from './export-table.workflow.ts';
export { getValueWorkflow } from './get-value.workflow.ts';
export { listTemplateOptions } from './list-template-options.ts';
export { refreshRecordWorkflow } from './refresh-record.workflow.ts';
export { sendNoticeWorkflow } from './send-notice.workflow.ts';
export { runWorkflowAction } from './run-workflow-action.ts';
export { workWorkflows } from './work-workflows.ts';
