export { announce } from './announce.ts';
export { MAIL_CRASH_POINTS } from './crash-points.ts';
export { listNotices } from './notices.store.ts';
export { sendNoticeJob } from './send-notice.job.ts';
