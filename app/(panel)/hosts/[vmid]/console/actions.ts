"use server";

import { hostAction } from "@/lib/actions/host-action";
import { performEndConsole } from "@/lib/hosts/console/end-console";
import { performOpenConsole } from "@/lib/hosts/console/open-console";

/** Its answer carries the token. Called by script alone, never as a form's action: a form's result is drawn into HTML. */
export const openConsole = hostAction({
  name: "open-console",
  kinds: ["open-console"],
  perform: (owned, _kind, formKey, viewer) => performOpenConsole(owned, formKey, viewer),
});

export const endConsole = hostAction({
  name: "end-console",
  kinds: ["end-console"],
  perform: (owned, _kind, formKey, viewer) => performEndConsole(owned, formKey, viewer),
});
