import type { CustomerKind } from "../../../lib/operations/command-rules";
import { callAction, exportedActions } from "../../support/wire";
import { type FormAt, isConsole, KINDS } from "./kinds";
import type { Case, Customer } from "./world";

/** The id that the action for commands of this kind has in this build. */
export function commandAction(kind: CustomerKind): string {
  // Its answer carries a token: no form may have it.
  const action = kind === "open-console" ? "scriptCommand" : "command";
  return exportedActions().find(({ name }) => name === action)?.id ?? "";
}

/** The action's id in this build, and the fields of the form with `formKey`. */
export function formOf(kind: CustomerKind, at: FormAt, formKey: string) {
  return { id: commandAction(kind), fields: { ...KINDS[kind].fields?.(at), vmid: at.vmid, kind, formKey } };
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
