/**
 * What a person changed in a form, held against what it showed them and against what RStack has by now. Only `changed` is
 * to be sent. `emptied` is part of it; `conflicts`, too: somebody else has given such a field yet another value since.
 */
export function changesOf<Field extends string>(
  fields: readonly Field[],
  {
    wanted,
    shown,
    now,
  }: {
    wanted: Partial<Record<Field, string>>;
    shown: Partial<Record<Field, string>>;
    now: Record<Field, string>;
  },
): { changed: Field[]; emptied: Field[]; conflicts: Field[] } {
  const touched = fields.filter((field) => wanted[field] !== undefined && wanted[field] !== shown[field]);
  const changed = touched.filter((field) => wanted[field] !== now[field]);
  return {
    changed,
    emptied: changed.filter((field) => wanted[field] === ""),
    conflicts: changed.filter((field) => shown[field] !== undefined && now[field] !== shown[field]),
  };
}
