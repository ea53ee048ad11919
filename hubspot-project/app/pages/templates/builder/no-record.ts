import type { RecordRef } from '@siderail/contract';

/** As the contract's NO_RECORD, which pages take as types only, because it brings zod along. */
export const NO_RECORD: RecordRef = { objectTypeId: '0-2', objectId: '1' };
