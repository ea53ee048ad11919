export { runViewJob } from './run-view.job.ts';
export { viewTable } from './view-table.ts';
export { describeKeptViews, forgetKeptViews, forgetKeptViewsOf } from './kept-views.store.ts';
