const LOOKS_LIKE_OWNER = /user|owner|cust|client|member|uid|account|belong/i;
/** Names that hold such a word and mean another thing. */
const MEANS_ELSE = /pass|pwd|guid|uuid|name$|mail|phone/i;

/** Columns that may hold the owner where the set one doesn't: the same name in another spelling first. */
export function ownerCandidates(columns: readonly string[], field: string): string[] {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const others = columns.filter((name) => name !== field);
  const same = others.filter((name) => plain(name) === plain(field));
  const alike = others.filter(
    (name) => !same.includes(name) && LOOKS_LIKE_OWNER.test(name) && !MEANS_ELSE.test(name),
  );
  return [...same, ...alike];
}
