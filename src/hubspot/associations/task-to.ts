/** HubSpot's association type ids, task to contact, company, deal, ticket (associations guide, read 2026-11-22). */
export const TASK_TO = { '0-1': 204, '0-2': 192, '0-3': 216, '0-5': 230 } as const;
