"use server";

import { hostAction } from "@/lib/actions/host-action";
import { performEndConsole } from "@/lib/hosts/console/end-console";
import { performOpenConsole } from "@/lib/hosts/console/open-console";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";

/** The master's words come in the language that the page is in. */
const inPageLanguage = async <V extends object>(viewer: V) => ({
  ...viewer,
  locale: (await viewerPreferences()).locale,
});

/** Its answer carries the token. Called by script alone, never as a form's action: a form's result is drawn into HTML. */
export const openConsole = hostAction({
  name: "open-console",
  kinds: ["open-console"],
  perform: async (owned, _kind, formKey, viewer) =>
    performOpenConsole(owned, formKey, await inPageLanguage(viewer)),
});

export const endConsole = hostAction({
  name: "end-console",
  kinds: ["end-console"],
  perform: async (owned, _kind, formKey, viewer) =>
    performEndConsole(owned, formKey, await inPageLanguage(viewer)),
});
