import type { DestinationKind } from '#contract';
import type { Kind } from '../define-kind.ts';
import { s3Kind } from './s3.ts';
import { sftpKind } from './sftp.ts';
import { slackKind } from './slack.ts';
import { taskKind } from './task.ts';
import { teamsKind } from './teams.ts';
import { webhookKind } from './webhook.ts';

/** Every kind of destination; one of the contract without its line here does not compile. */
export const kinds: { readonly [Name in DestinationKind]: Kind<Name> } = { s3: s3Kind, sftp: sftpKind, webhook: webhookKind, slack: slackKind, teams: teamsKind, task: taskKind };
