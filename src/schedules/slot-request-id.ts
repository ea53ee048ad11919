/** The request id of one slot's export: the same from every worker, so that a second one finds the first one's job. */
export function slotRequestId(templateId: string, slot: Date): string {
  return `slot_${templateId}_${slot.getTime() / 1000}`;
}
