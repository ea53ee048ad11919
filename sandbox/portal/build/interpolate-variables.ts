export type ProfileVariables = Record<string, string | number | boolean>;

/**
 * Replaces `${NAME}` in `uid` and `config` of an hsmeta file, nowhere else, as HubSpot's project parser
 * does; a string that is nothing but one reference takes the variable's own type. Throws on an unknown name.
 */
export function interpolateVariables(meta: unknown, variables: ProfileVariables): unknown {
  if (typeof meta !== 'object' || meta === null) return meta;
  const { uid, config, ...rest } = meta as Record<string, unknown>;
  return { ...rest, uid: replaceIn(uid, variables), config: replaceIn(config, variables) };
}

function replaceIn(value: unknown, variables: ProfileVariables): unknown {
  if (typeof value === 'string') return replaceInText(value, variables);
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceIn(item, variables)]));
}

function replaceInText(text: string, variables: ProfileVariables): unknown {
  const whole = /^\$\{([A-Za-z0-9_]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return lookUp(whole, variables);
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (_, name: string) => String(lookUp(name, variables)));
}

function lookUp(name: string, variables: ProfileVariables): string | number | boolean {
  const value = variables[name];
  if (value === undefined) throw new Error(`The profile has no variable ${name}`);
  return value;
}
