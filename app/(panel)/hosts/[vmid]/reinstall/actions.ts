"use server";

import { z } from "zod";
import { hostAction } from "@/lib/actions/host-action";
import { performReinstall } from "@/lib/hosts/reinstall/perform-reinstall";
import { DISK_CHOICES } from "@/lib/hosts/reinstall/reinstall-view";

export const reinstall = hostAction({
  name: "reinstall",
  kinds: ["reinstall"],
  destructive: true,
  fields: {
    image: z.string().max(32),
    disks: z.enum(DISK_CHOICES),
    /** Empty where the hosting system shall decide. */
    password: z.string().max(256),
    typedName: z.string().max(300),
  },
  perform: (owned, _kind, formKey, viewer, input) => performReinstall(owned, input, formKey, viewer),
});
