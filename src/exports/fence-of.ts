const FENCE = /-f(\d+)(?:\.[a-z]+)*$/;

/** The fence of the run that stored this file, which its name ends with; null for a name of another form. */
export function fenceOf(fileKey: string): number | null {
  const fence = FENCE.exec(fileKey)?.[1];
  return fence === undefined ? null : Number(fence);
}
