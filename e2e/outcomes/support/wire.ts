import type { CustomerKind } from "../../../lib/operations/command-rules";
import { callAction, exportedActions } from "../../support/wire";
import { isConsole, MEDIUM } from "./kinds";
import type { Case, Customer } from "./world";

/** What a form is about; what is left out has a value that fits any host. */
export interface FormAt extends Pick<Case, "vmid" | "host" | "has"> {
  image?: string;
  medium?: string;
  port?: string;
  domain?: string;
}

/** What the pages' forms send, beside the host, the kind and the form's key. */
const FIELDS: Record<CustomerKind, (at: FormAt) => Record<string, string>> = {
  start: () => ({}),
  stop: () => ({}),
  restart: () => ({}),
  "force-stop": () => ({}),
  "force-restart": () => ({}),
  reinstall: ({ host, image = "11" }) => ({ image, disks: "system", password: "", typedName: host }),
  "create-snapshot": () => ({ note: "" }),
  "restore-snapshot": ({ host, has }) => ({ snapshot: has, typedName: host }),
  "delete-snapshot": ({ host, has }) => ({ snapshot: has, typedName: host }),
  "mount-medium": ({ medium = MEDIUM }) => ({ medium }),
  "eject-medium": () => ({}),
  "add-port": ({ port = "443" }) => ({ port }),
  "remove-port": ({ has }) => ({ mappingId: has }),
  "bind-domain": ({ vmid, domain = `new${vmid}.fabrikam.example` }) => ({ domain, port: "8080" }),
  "unbind-domain": ({ has }) => ({ mappingId: has }),
  "reapply-addresses": () => ({}),
  "reset-password": () => ({ password: "Correct-Horse-7-Battery", user: "" }),
  "change-remote-port": () => ({ choice: "random", port: "" }),
  "open-console": () => ({}),
  "end-console": () => ({}),
};

/** The id that the action for commands of this kind has in this build. */
export function commandAction(kind: CustomerKind): string {
  // Its answer carries a token: no form may have it.
  const action = kind === "open-console" ? "scriptCommand" : "command";
  return exportedActions().find(({ name }) => name === action)?.id ?? "";
}

/** The action's id in this build, and the fields of the form with `formKey`. */
export function formOf(kind: CustomerKind, at: FormAt, formKey: string) {
  return { id: commandAction(kind), fields: { ...FIELDS[kind](at), vmid: at.vmid, kind, formKey } };
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
