import { useTimeZone } from "next-intl";
import { useSyncExternalStore } from "react";
import { browserZone } from "@/lib/i18n/zone-cookie";

const never = () => () => {};

/** The person's time zone: the account's, else the browser's (the server knows it from the page before). */
export function useZone(ofAccount: string | null): string {
  const ofServer = useTimeZone() ?? "UTC";
  const guessed = useSyncExternalStore(never, browserZone, () => ofServer);
  return ofAccount ?? guessed;
}
