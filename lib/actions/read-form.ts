/**
 * A form's fields as they came: text only, each name once. Null for a file or a doubled name, since whoever reads the
 * first and whoever reads the last of two would disagree. React's own fields (`$ACTION_…`) are none of ours.
 */
export function readForm(form: FormData): Record<string, string> | null {
  const fields = new Map<string, string>();
  for (const [name, value] of form.entries()) {
    if (name.startsWith("$ACTION_")) {
      continue;
    }
    if (typeof value !== "string" || fields.has(name)) {
      return null;
    }
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
