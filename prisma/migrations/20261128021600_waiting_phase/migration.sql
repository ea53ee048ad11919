-- A job whose rows are all staged may wait until its file is written: formats with a process of their own take turns.
ALTER TABLE "jobs" DROP CONSTRAINT "jobs_phase_check";
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_phase_check" CHECK ("phase" IN ('planning', 'reading', 'waiting', 'rendering', 'publishing'));
