"use server";

import { z } from "zod";
import { hostAction } from "@/lib/actions/host-action";
import { ejectMedium as performEject, mountMedium as performMount } from "@/lib/hosts/media/media-operations";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";

/** The master's words come in the language that the page is in. */
const inPageLanguage = async <V extends object>(viewer: V) => ({
  ...viewer,
  locale: (await viewerPreferences()).locale,
});

export const mountMedium = hostAction({
  name: "mount-medium",
  kinds: ["mount-medium"],
  fields: { medium: z.string().max(20) },
  perform: async (owned, _kind, formKey, viewer, input) =>
    performMount(owned, formKey, await inPageLanguage(viewer), input),
});

export const ejectMedium = hostAction({
  name: "eject-medium",
  kinds: ["eject-medium"],
  perform: async (owned, _kind, formKey, viewer) =>
    performEject(owned, formKey, await inPageLanguage(viewer)),
});
