import { getTranslations } from "next-intl/server";
import { actionFaults } from "@/app/action-faults";

const OWN = [
  "not-found",
  "number-taken",
  "has-hosts",
  "changed-meanwhile",
  "refused",
  "master-down",
  "unconfirmed",
  "invalid",
  "username-taken",
  "email-taken",
  "bad-username",
  "bad-email",
  "typed",
  "not-mailed",
  "no-email",
  "not-possible",
] as const;

/** A sentence for each code and reason with which an action on a customer can end. */
export async function customerFaults(): Promise<Record<string, string>> {
  const t = await getTranslations("customers.fault");
  const reasons = await getTranslations("operations.reason");
  return {
    ...(await actionFaults()),
    "lookup-unreadable": reasons("lookup-unreadable"),
    ...Object.fromEntries(OWN.map((key) => [key, t(key)])),
  };
}
