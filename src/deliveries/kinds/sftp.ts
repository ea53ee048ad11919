import type { SFTPWrapper } from 'ssh2';
import type { Context } from '../../context/index.ts';
import { defineKind } from '../define-kind.ts';
import type { Outcome, Parcel, Sending } from '../define-kind.ts';
import { nameAtDestination } from '../name-at-destination.ts';
import { judgeSftp } from './judge-sftp.ts';
import { openParcel } from './open-parcel.ts';
import { connectSftp } from './sftp-connect.ts';
import { removeFile, renameFile, sha256OfFile, sizeOfFile, writeFile } from './sftp-files.ts';

const MINUTE = 60_000;

/**
 * A file on an SFTP server whose key is known beforehand. It is written as `.part`, its length read back, and only then
 * gets its name, so that whoever watches the folder never takes half a file. One that is already there is compared.
 */
export const sftpKind = defineKind({
  kind: 'sftp',
  repeatable: true,
  waits: [5_000, MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE],
  scopes: [],
  send: (context, sending, parcel) => withSftp(context, sending, (sftp) => putParcel(context, sftp, sending, parcel)),
  test: (context, sending) => withSftp(context, sending, async (sftp) => {
    const path = pathOf(sending.settings.folder, `siderail-test-${context.newId().slice(0, 8)}.part`);
    await writeFile(sftp, path, async function* () { yield Buffer.from('Siderail can write here.\n'); }());
    await removeFile(sftp, path);
    return { state: 'sent', receipt: sending.settings.folder };
  }),
});

async function putParcel(context: Context, sftp: SFTPWrapper, { settings, signal }: Sending<'sftp'>, parcel: Parcel): Promise<Outcome> {
  const path = pathOf(settings.folder, nameAtDestination(parcel.fileName, parcel.jobId));
  if ((await sizeOfFile(sftp, path)) === parcel.bytes && (await sha256OfFile(sftp, path)) === parcel.sha256) return { state: 'sent', receipt: path };
  // Named by the delivery: two that are under way for one file do not write into each other's.
  const part = `${path}.${parcel.deliveryId.slice(0, 8)}.part`;
  await writeFile(sftp, part, await openParcel(context, parcel, signal));
  if ((await sizeOfFile(sftp, part)) !== parcel.bytes) return { state: 'not_sent', reason: 'The server took the file and does not show it whole.' };
  await renameFile(sftp, part, path);
  return { state: 'sent', receipt: path };
}

function pathOf(folder: string, name: string): string {
  const trimmed = folder.replace(/\/$/, '');
  return folder === '' ? name : `${trimmed}/${name}`;
}

async function withSftp(context: Context, { settings, signal }: Sending<'sftp'>, work: (sftp: SFTPWrapper) => Promise<Outcome>): Promise<Outcome> {
  let connection;
  try {
    connection = await connectSftp(context.resolveHost, settings, signal);
    return await Promise.race([work(connection.sftp), connection.broken]);
  } catch (thrown) {
    signal.throwIfAborted();
    return judgeSftp(thrown);
  } finally {
    connection?.close();
  }
}
