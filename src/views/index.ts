export { runViewJob } from './run-view.job.ts';
export { viewTable } from './view-table.ts';
export { describeKeptViews, forgetKeptViews } from './kept-views.store.ts';
