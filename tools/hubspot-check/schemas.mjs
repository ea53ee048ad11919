// HubSpot's own schemas of components need an account to fetch. These are ours, by the parser's names of the types, written
// from HubSpot's documentation and templates (read November 2026). Stricter than HubSpot's where a mistake would be ours.
const text = (maxLength = 255) => ({ type: 'string', minLength: 1, maxLength, pattern: '^\\S(.*\\S)?$' });
const list = (items) => ({ type: 'array', items, uniqueItems: true });
const only = (properties, optional = []) => ({ type: 'object', properties, additionalProperties: false, required: Object.keys(properties).filter((name) => !optional.includes(name)) });
const https = { type: 'string', pattern: '^https://[a-z0-9.-]+(:\\d+)?(/[^\\s]*)?$', maxLength: 250 };
const entry = (folder) => ({ type: 'string', pattern: `^/app/${folder}/[A-Za-z0-9]+\\.(tsx|jsx|ts|js)$` });
const objects = { ...list({ enum: ['contacts', 'companies', 'deals', 'tickets'] }), minItems: 1 };
const scope = { type: 'string', pattern: '^[a-z0-9_.-]+$' };
const active = { type: 'boolean' };

const app = only({
  name: text(200), description: text(8192), distribution: { const: 'marketplace' },
  auth: only({
    type: { const: 'oauth' }, redirectUrls: { ...list({ type: 'string', pattern: '^(https://|http://localhost[:/])' }), minItems: 1 },
    requiredScopes: { ...list(scope), contains: { const: 'oauth' } }, optionalScopes: list(scope), conditionallyRequiredScopes: list(scope),
  }),
  permittedUrls: only({ fetch: { ...list(https), minItems: 1 }, iframe: list(https), img: list(https) }),
  support: only({ supportEmail: { type: 'string', format: 'email' }, documentationUrl: https, supportUrl: https, supportPhone: { type: 'string', pattern: '^\\+[0-9]{6,15}$' } }, ['supportPhone']),
  logo: text(),
  isUserLevel: { type: 'boolean' },
}, ['logo', 'isUserLevel']);

const card = only({
  name: text(), description: text(1000), location: { enum: ['crm.record.tab', 'crm.record.sidebar', 'crm.preview', 'helpdesk.sidebar'] },
  entrypoint: entry('cards'), objectTypes: objects, previewImage: only({ file: { type: 'string', pattern: '^\\./.*\\.(png|jpe?g|gif)$' }, altText: text() }),
}, ['previewImage', 'description']);

const subscription = (extra) => only({ subscriptionType: { type: 'string', pattern: '^[a-z_]+\\.[A-Za-z]+$' }, active, ...extra }, Object.keys(extra));
const webhooks = only({
  settings: only({ targetUrl: https, maxConcurrentRequests: { type: 'integer', exclusiveMinimum: 5 } }),
  subscriptions: only({
    crmObjects: list(subscription({ objectType: text(), propertyName: text() })),
    legacyCrmObjects: list(subscription({ propertyName: text() })),
    hubEvents: list(subscription({})),
  }, ['crmObjects', 'legacyCrmObjects', 'hubEvents']),
});

const workflowAction = {
  type: 'object', required: ['actionUrl', 'isPublished', 'supportedClients', 'inputFields', 'labels', 'objectTypes'],
  properties: {
    actionUrl: https, isPublished: active, supportedClients: { type: 'array', minItems: 1, items: only({ client: { enum: ['WORKFLOWS', 'AGENTS'] } }) },
    inputFields: { type: 'array' }, outputFields: { type: 'array' }, objectTypes: list({ type: 'string', pattern: '^[A-Z_]+$' }),
    labels: { type: 'object', required: ['en'], additionalProperties: { type: 'object', required: ['actionName', 'actionDescription'] } },
  },
};

const bulkAction = only({ label: text(), entrypoint: entry('actions'), objectTypes: objects, displayMode: { enum: ['PANEL', 'MODAL'] }, icon: text() }, ['icon']);

export const schemas = {
  APPLICATION: app, CARD: card, PAGE: only({ entrypoint: entry('pages') }), SETTINGS: only({ entrypoint: entry('settings') }),
  WEBHOOKS: webhooks, WORKFLOW_ACTION: workflowAction, CRM_BULK_ACTION: bulkAction,
};
