import { ANY_PLACE } from "./fill-link";
import { parseLink } from "./link";

/** As a URL's path writes them. */
const ENCODED = /%7B(customer|host|operation)%7D/gi;

/** The link as it is kept; null for what `parseLink` refuses, and for braces that are no place or stand in its host. */
export function parseLinkPattern(text: string): string | null {
  const href = parseLink(text)?.replace(ENCODED, (_, place: string) => `{${place.toLowerCase()}}`);
  if (href === undefined || /[{}]|%7[BD]/i.test(href.replace(ANY_PLACE, ""))) {
    return null;
  }
  return new URL(href).hostname.includes("{") ? null : href;
}
