import type { Locale } from "./locales";
import { type Messages, messagesFor } from "./messages";

const texts = new Map<string, string>();

/**
 * Messages for the browser as one JSON text. React would go through each of a thousand small values with every page,
 * when it writes them and twice when it reads them; a text it takes as it is.
 */
export function messageText(locale: Locale, namespaces: readonly (keyof Messages)[]): string {
  const key = `${locale} ${namespaces.join(" ")}`;
  const known = texts.get(key);
  if (known !== undefined) {
    return known;
  }
  const all = messagesFor(locale);
  const text = JSON.stringify(Object.fromEntries(namespaces.map((name) => [name, all[name]])));
  texts.set(key, text);
  return text;
}
