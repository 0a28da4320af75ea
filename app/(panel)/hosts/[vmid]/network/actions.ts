"use server";

import { z } from "zod";
import { hostAction } from "@/lib/actions/host-action";
import { performBindDomain, performUnbindDomain } from "@/lib/hosts/network/domains";
import { performAddPort, performRemovePort } from "@/lib/hosts/network/ports";
import { performReapply } from "@/lib/hosts/network/reapply";

// What these hold is told apart by `lib/hosts`, with words for each fault; here it must only not be endless.
const port = z.string().max(32);
const domain = z.string().max(1024);
const mappingId = z.string().regex(/^[1-9][0-9]{0,9}$/);

export const addPort = hostAction({
  name: "add-port",
  kinds: ["add-port"],
  fields: { port },
  perform: (owned, _kind, formKey, viewer, input) => performAddPort(owned, input.port, formKey, viewer),
});

export const removePort = hostAction({
  name: "remove-port",
  kinds: ["remove-port"],
  fields: { mappingId },
  perform: (owned, _kind, formKey, viewer, input) =>
    performRemovePort(owned, input.mappingId, formKey, viewer),
});

export const bindDomain = hostAction({
  name: "bind-domain",
  kinds: ["bind-domain"],
  fields: { domain, port },
  perform: (owned, _kind, formKey, viewer, input) => performBindDomain(owned, input, formKey, viewer),
});

export const unbindDomain = hostAction({
  name: "unbind-domain",
  kinds: ["unbind-domain"],
  fields: { mappingId },
  perform: (owned, _kind, formKey, viewer, input) =>
    performUnbindDomain(owned, input.mappingId, formKey, viewer),
});

export const reapplyAddresses = hostAction({
  name: "reapply-addresses",
  kinds: ["reapply-addresses"],
  perform: (owned, _kind, formKey, viewer) => performReapply(owned, formKey, viewer),
});
