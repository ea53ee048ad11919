export { announce } from './announce.ts';
export { askByMail } from './ask-by-mail.ts';
export { MAIL_CRASH_POINTS } from './crash-points.ts';
export { getMailWishes } from './get-mail-wishes.ts';
export { saveMailWishes } from './save-mail-wishes.ts';
export { listNotices } from './notices.store.ts';
export { sendNoticeJob } from './send-notice.job.ts';
export { lastMailState } from './notices.store.ts';
