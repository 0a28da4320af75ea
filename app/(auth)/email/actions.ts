"use server";

import { z } from "zod";
import { confirmEmail } from "@/lib/accounts/links/change-email";
import { openAction } from "@/lib/actions/open-action";

/** By the link that was mailed to the new address, in whatever browser it is opened. */
export const confirmNewEmail = openAction({
  name: "confirm-new-email",
  fields: { token: z.string().max(64) },
  run: async ({ input }) => confirmEmail(input.token),
});
