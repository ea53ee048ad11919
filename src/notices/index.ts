export { announce } from './announce.ts';
export { listNotices } from './notices.store.ts';
export { sendNoticeJob } from './send-notice.job.ts';
