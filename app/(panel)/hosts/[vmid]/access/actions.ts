"use server";

import { z } from "zod";
import { hostAction } from "@/lib/actions/host-action";
import { performChangeRemotePort } from "@/lib/hosts/access/change-remote-port";
import { PORT_CHOICES } from "@/lib/hosts/access/remote-port";
import { performResetPassword } from "@/lib/hosts/access/reset-password";

export const resetPassword = hostAction({
  name: "reset-password",
  kinds: ["reset-password"],
  fields: { password: z.string().max(1024), user: z.string().max(64).optional() },
  perform: (owned, _kind, formKey, viewer, { password, user = "" }) =>
    performResetPassword(owned, { password, user }, formKey, viewer),
});

export const changeRemotePort = hostAction({
  name: "change-remote-port",
  kinds: ["change-remote-port"],
  fields: { choice: z.enum(PORT_CHOICES), port: z.string().max(32).optional() },
  perform: (owned, _kind, formKey, viewer, { choice, port = "" }) =>
    performChangeRemotePort(owned, { choice, port }, formKey, viewer),
});
