"use server";

import { z } from "zod";
import { hostAction } from "@/lib/actions/host-action";
import { ejectMedium as performEject, mountMedium as performMount } from "@/lib/hosts/media/media-operations";

export const mountMedium = hostAction({
  name: "mount-medium",
  kinds: ["mount-medium"],
  fields: { medium: z.string().max(20) },
  perform: (owned, _kind, formKey, viewer, input) => performMount(owned, formKey, viewer, input),
});

export const ejectMedium = hostAction({
  name: "eject-medium",
  kinds: ["eject-medium"],
  perform: (owned, _kind, formKey, viewer) => performEject(owned, formKey, viewer),
});
