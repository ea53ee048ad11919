/**
 * The threats, faults, goals and criteria of HubSpot that stand between a portal and what could harm it: each is shown by a
 * test that has the id in its name. Ranges as people write them.
 */
export const TRUST_IDS = [
  'T1-T42', 'T51-T57', 'T65-T70',
  'F31-F46',
  'G1', 'G2', 'G8-G12', 'G18-G24', 'G26', 'G29',
  // Success rate and share of errors, the two allowances, tokens, dead portals, refusals, webhooks, uninstall, installs without our state, privacy.
  'H1-H9', 'H15', 'H16', 'H20',
];
