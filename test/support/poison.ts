export type Poison = 'out-of-memory' | 'process-exit' | 'endless-loop' | 'segmentation-fault';

/** What an export of this record does to the process that makes it; of any other record, nothing. */
export const POISONS: ReadonlyMap<string, Poison> = new Map([['901', 'out-of-memory'], ['902', 'process-exit'], ['903', 'endless-loop'], ['904', 'segmentation-fault']]);

export const POISON_WORLD_ROWS = 300;
