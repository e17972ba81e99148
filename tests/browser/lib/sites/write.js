// Writes source files.

/** A TOML string; JSON's syntax is compatible. */
export const text = JSON.stringify;

/** TOML keys and values: strings, numbers, lists and inline tables. `undefined` is left out. */
export function keys(values) {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} = ${spelled(value)}\n`)
    .join('');
}

function spelled(value) {
  if (Array.isArray(value)) return `[${value.map(spelled).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const inside = Object.entries(value).filter(([, part]) => part !== undefined);
    return `{ ${inside.map(([key, part]) => `${text(key)} = ${spelled(part)}`).join(', ')} }`;
  }
  return typeof value === 'string' ? text(value) : `${value}`;
}

/** `[[name]]` tables. */
export function tables(name, values = []) {
  return values.map((value) => `\n[[${name}]]\n${keys(value)}`).join('');
}

/** A file with front matter: keys, verbatim TOML, then the body. */
export function document(front, body = '', more = '') {
  return `+++\n${keys(front)}${more}+++\n${body}\n`;
}

/** The file of a recommendation. */
export function recommendation(front, statement) {
  return document(front, statement);
}

/** The file of an update; tables are separate from other keys. */
export function update({ milestones, deliverables, corrections, ...front }, body = '') {
  const more = tables('milestones', milestones) + tables('deliverables', deliverables) + tables('corrections', corrections);
  return document(front, body, more);
}
