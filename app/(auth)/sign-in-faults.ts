import { getTranslations } from "next-intl/server";
import { actionFaults } from "@/app/action-faults";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";

/** A sentence for each way in which setting a password by a link can fail. */
export async function signInFaults(): Promise<Record<string, string>> {
  const t = await getTranslations("entry.fault");
  return {
    ...(await actionFaults()),
    "too-short": t("too-short", { count: SHORTEST_PASSWORD }),
    "too-long": t("too-long", { count: LONGEST_PASSWORD }),
    "too-common": t("too-common"),
    "like-name": t("like-name"),
    "username-taken": t("username-taken"),
    "bad-username": t("bad-username"),
    "email-taken": t("email-taken"),
    "has-account": t("has-account"),
    "master-down": t("master-down"),
    "too-many": t("too-many", { seconds: "{seconds}" }),
  };
}
