import { useTimeZone } from "next-intl";
import { useSyncExternalStore } from "react";

const never = () => () => {};
const ofBrowser = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The person's time zone: the account's, else the browser's as soon as it can tell (the server can't). */
export function useZone(ofAccount: string | null): string {
  const ofServer = useTimeZone() ?? "UTC";
  const guessed = useSyncExternalStore(never, ofBrowser, () => ofServer);
  return ofAccount ?? guessed;
}
