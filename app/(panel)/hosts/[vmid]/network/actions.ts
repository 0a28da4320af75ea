"use server";

import { getLocale } from "next-intl/server";
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/viewer";
import { hostAction } from "@/lib/actions/host-action";
import { performBindDomain, performUnbindDomain } from "@/lib/hosts/network/domains";
import { performAddPort, performRemovePort } from "@/lib/hosts/network/ports";
import { performReapply } from "@/lib/hosts/network/reapply";

// What these hold is told apart by `lib/hosts`, with words for each fault; here it must only not be endless.
const port = z.string().max(32);
const domain = z.string().max(1024);
const mappingId = z.string().regex(/^[1-9][0-9]{0,9}$/);

/** The master's words come in the language that the page is in, also where the account has none of its own. */
async function inPageLanguage(viewer: Viewer): Promise<Viewer> {
  return { ...viewer, locale: viewer.locale ?? ((await getLocale()) === "zh-CN" ? "zh-CN" : "en") };
}

export const addPort = hostAction({
  name: "add-port",
  kinds: ["add-port"],
  fields: { port },
  perform: async (owned, _kind, formKey, viewer, input) =>
    performAddPort(owned, input.port, formKey, await inPageLanguage(viewer)),
});

export const removePort = hostAction({
  name: "remove-port",
  kinds: ["remove-port"],
  fields: { mappingId },
  perform: async (owned, _kind, formKey, viewer, input) =>
    performRemovePort(owned, input.mappingId, formKey, await inPageLanguage(viewer)),
});

export const bindDomain = hostAction({
  name: "bind-domain",
  kinds: ["bind-domain"],
  fields: { domain, port },
  perform: async (owned, _kind, formKey, viewer, input) =>
    performBindDomain(owned, input, formKey, await inPageLanguage(viewer)),
});

export const unbindDomain = hostAction({
  name: "unbind-domain",
  kinds: ["unbind-domain"],
  fields: { mappingId },
  perform: async (owned, _kind, formKey, viewer, input) =>
    performUnbindDomain(owned, input.mappingId, formKey, await inPageLanguage(viewer)),
});

export const reapplyAddresses = hostAction({
  name: "reapply-addresses",
  kinds: ["reapply-addresses"],
  perform: async (owned, _kind, formKey, viewer) =>
    performReapply(owned, formKey, await inPageLanguage(viewer)),
});
