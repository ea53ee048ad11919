/**
 * The threats, faults, goals and criteria of HubSpot that stand between a portal and what could harm it, its exports and what runs
 * them: each is shown by a test that has the id in its name. Ranges as people write them.
 */
export const TRUST_IDS = [
  'T1-T57', 'T65-T70',
  'F1-F17', 'F31-F52',
  'G1-G5', 'G8-G12', 'G16', 'G17', 'G18-G24', 'G26', 'G29',
  // Success rate and share of errors, the two allowances, tokens, dead portals, refusals, webhooks, uninstall, installs without our state, privacy.
  'H1-H9', 'H15', 'H16', 'H20',
];
