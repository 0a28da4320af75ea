import type { ConsoleKind, CustomerKind } from "./outcomes-kind-words";
import { isConsole, MEDIUM } from "./outcomes-kinds";
import type { Case, Customer } from "./outcomes-world";
import { callAction, exportedActions } from "./wire";

type Sent = { action: string; fields?: Record<string, string> };

const power: Sent = { action: "power" };

/** What the pages' forms send, beside the host, the kind and the form's key. */
const FORMS: Record<Exclude<CustomerKind, ConsoleKind>, (at: Case) => Sent> = {
  start: () => power,
  stop: () => power,
  restart: () => power,
  "force-stop": () => power,
  "force-restart": () => power,
  reinstall: ({ host }) => ({
    action: "reinstall",
    fields: { image: "11", disks: "system", password: "", typedName: host },
  }),
  "create-snapshot": () => ({ action: "createSnapshot", fields: { note: "" } }),
  "restore-snapshot": ({ host, has }) => ({
    action: "restoreSnapshot",
    fields: { snapshot: has, typedName: host },
  }),
  "delete-snapshot": ({ host, has }) => ({
    action: "deleteSnapshot",
    fields: { snapshot: has, typedName: host },
  }),
  "mount-medium": () => ({ action: "mountMedium", fields: { medium: MEDIUM } }),
  "eject-medium": () => ({ action: "ejectMedium" }),
  "add-port": () => ({ action: "addPort", fields: { port: "443" } }),
  "remove-port": ({ has }) => ({ action: "removePort", fields: { mappingId: has } }),
  "bind-domain": ({ vmid }) => ({
    action: "bindDomain",
    fields: { domain: `new${vmid}.fabrikam.example`, port: "8080" },
  }),
  "unbind-domain": ({ has }) => ({ action: "unbindDomain", fields: { mappingId: has } }),
  "reapply-addresses": () => ({ action: "reapplyAddresses" }),
  "reset-password": () => ({
    action: "resetPassword",
    fields: { password: "Correct-Horse-7-Battery", user: "" },
  }),
  "change-remote-port": () => ({ action: "changeRemotePort", fields: { choice: "random", port: "" } }),
};

/** As the page's own form does it, without the page: what a browser costs goes into reading what came of it. */
export async function send(origin: string, { cookie }: Pick<Customer, "cookie">, one: Case): Promise<void> {
  if (isConsole(one.kind)) throw new Error("a console is asked for in its tab");
  const { action, fields } = FORMS[one.kind](one);
  const id = exportedActions().find(({ name }) => name === action)?.id ?? "";
  const form = { ...fields, vmid: one.vmid, kind: one.kind, formKey: crypto.randomUUID() };
  await callAction({ origin, cookie }, id, form);
}
