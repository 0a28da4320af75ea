"use server";

import { getLocale } from "next-intl/server";
import { hostAction } from "@/lib/actions/host-action";
import { performPower } from "@/lib/hosts/power";
import { POWER_KINDS } from "@/lib/operations/operation-view";

/** Start, Stop, Restart, Force stop, Force restart. */
export const power = hostAction({
  name: "power",
  kinds: POWER_KINDS,
  perform: async (owned, kind, formKey, viewer) => {
    // The master's words come in the language that the page is in, also where the account has none of its own.
    const locale = viewer.locale ?? ((await getLocale()) === "zh-CN" ? "zh-CN" : "en");
    return performPower(owned, kind, formKey, { ...viewer, locale });
  },
});
