-- What holds for the whole account (retention, mails, environment) stands and changes with the policy, under one version.
-- Policies from before have none, which means the defaults.
ALTER TABLE "portal_policies" ADD COLUMN "account" JSONB;
