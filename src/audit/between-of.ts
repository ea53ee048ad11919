/** The stretch of time a filter names, as the store takes it. */
export function betweenOf({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): { from?: Date; to?: Date } {
  return { ...(from === undefined ? {} : { from: new Date(from) }), ...(to === undefined ? {} : { to: new Date(to) }) };
}
