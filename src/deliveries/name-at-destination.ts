const MOST = 120;

/**
 * The file's name at its destination. It names the job, so that two exports never overwrite each other and the same one,
 * sent again, takes its own place. Only letters, digits, dot, dash and underscore: nothing in it can be a path (T48).
 */
export function nameAtDestination(fileName: string, jobId: string): string {
  const dot = fileName.lastIndexOf('.');
  const plain = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/\.{2,}/g, '.').replace(/^[.-]+/, '');
  const base = plain(dot > 0 ? fileName.slice(0, dot) : fileName);
  const extension = dot > 0 ? plain(fileName.slice(dot + 1)) : '';
  return `${[...base].slice(0, MOST).join('') || 'export'}-${jobId.replaceAll('-', '').slice(0, 12)}${extension === '' ? '' : `.${extension}`}`;
}
