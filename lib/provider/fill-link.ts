/** What stands in a link for the customer's number (RStack's `userid`), that of the host and that of the operation it is about. */
export const PLACES = { customer: "{customer}", host: "{host}", operation: "{operation}" } as const;
type Place = keyof typeof PLACES;

export const ANY_PLACE = /\{(customer|host|operation)\}/g;
/** The link for one customer, host and operation: each place filled with a value that can't be more than a value; empty for none. */
export const fillLink = (pattern: string, values: Partial<Record<Place, string | null>>): string =>
  pattern.replace(ANY_PLACE, (_, place: Place) => asValue(values[place] ?? ""));

/** Dots alone would climb to another path, encoded or not; half a sign can't be encoded. */
const asValue = (value: string): string =>
  /^\.*$/.test(value) ? "" : encodeURIComponent(value.replace(/\p{Cs}/gu, ""));
