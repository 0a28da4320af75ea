/**
 * A form's fields as they came: text only, each name once. Null for a file, a doubled name, since whoever reads the
 * first and whoever reads the last of two would disagree, and a NUL, which no column takes. React's own fields
 * (`$ACTION_…`) are none of ours.
 */
export function readForm(form: FormData): Record<string, string> | null {
  const fields = new Map<string, string>();
  for (const [name, value] of form.entries()) {
    if (name.startsWith("$ACTION_")) {
      continue;
    }
    if (typeof value !== "string" || value.includes("\0") || fields.has(name)) {
      return null;
    }
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
