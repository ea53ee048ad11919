/** Keeps a token of one purpose from being used for another (T53). */
export const LINK_AUDIENCE = 'siderail:file';
