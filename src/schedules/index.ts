export { listSchedules } from './list-schedules.ts';
export { previewSchedule } from './preview-schedule.ts';
export { rearmSchedules } from './rearm-schedules.ts';
export { saveSchedule } from './save-schedule.ts';
export { wakeScheduleJob } from './wake-schedule.job.ts';
