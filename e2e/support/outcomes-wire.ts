import type { CustomerKind } from "../../lib/operations/command-rules";
import { isConsole, MEDIUM } from "./outcomes-kinds";
import type { Case, Customer } from "./outcomes-world";
import { callAction, exportedActions } from "./wire";

type Sent = { action: string; fields?: Record<string, string> };

const power: Sent = { action: "power" };

/** What a form is about; what is left out has a value that fits any host. */
export interface FormAt extends Pick<Case, "vmid" | "host" | "has"> {
  image?: string;
  medium?: string;
  port?: string;
  domain?: string;
}

/** What the pages' forms send, beside the host, the kind and the form's key. */
const FORMS: Record<CustomerKind, (at: FormAt) => Sent> = {
  start: () => power,
  stop: () => power,
  restart: () => power,
  "force-stop": () => power,
  "force-restart": () => power,
  reinstall: ({ host, image = "11" }) => ({
    action: "reinstall",
    fields: { image, disks: "system", password: "", typedName: host },
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
  "mount-medium": ({ medium = MEDIUM }) => ({ action: "mountMedium", fields: { medium } }),
  "eject-medium": () => ({ action: "ejectMedium" }),
  "add-port": ({ port = "443" }) => ({ action: "addPort", fields: { port } }),
  "remove-port": ({ has }) => ({ action: "removePort", fields: { mappingId: has } }),
  "bind-domain": ({ vmid, domain = `new${vmid}.fabrikam.example` }) => ({
    action: "bindDomain",
    fields: { domain, port: "8080" },
  }),
  "unbind-domain": ({ has }) => ({ action: "unbindDomain", fields: { mappingId: has } }),
  "reapply-addresses": () => ({ action: "reapplyAddresses" }),
  "reset-password": () => ({
    action: "resetPassword",
    fields: { password: "Correct-Horse-7-Battery", user: "" },
  }),
  "change-remote-port": () => ({ action: "changeRemotePort", fields: { choice: "random", port: "" } }),
  "open-console": () => ({ action: "openConsole" }),
  "end-console": () => ({ action: "endConsole" }),
};

/** The action's id in this build, and the fields of the form with `formKey`. */
export function formOf(kind: CustomerKind, at: FormAt, formKey: string) {
  const { action, fields } = FORMS[kind](at);
  const id = exportedActions().find(({ name }) => name === action)?.id ?? "";
  return { id, fields: { ...fields, vmid: at.vmid, kind, formKey } };
}

/**
 * As the page's own form does it, without the page: what a browser costs goes into reading what came of it. Returns
 * what was answered.
 */
export async function send(
  origin: string,
  { cookie }: Pick<Customer, "cookie">,
  one: Case,
  formKey: string = crypto.randomUUID(),
): Promise<string> {
  if (isConsole(one.kind)) throw new Error("a console is asked for in its tab");
  const { id, fields } = formOf(one.kind, one, formKey);
  return (await callAction({ origin, cookie }, id, fields)).text;
}
