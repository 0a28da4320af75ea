import { getRequestConfig } from "next-intl/server";
import { messagesFor } from "./messages";
import { viewerPreferences } from "./viewer-preferences";

export default getRequestConfig(async () => {
  const { locale, timeZone } = await viewerPreferences();
  return { locale, timeZone, messages: messagesFor(locale) };
});
