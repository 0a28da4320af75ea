import { answered } from "@/components/ui/form/answered";
import type { HandOff } from "@/lib/hosts/console/console-view";
import type { HostFormAction, HostResult } from "../power/use-power";
import { OPEN_CONSOLE } from "./console-block";

/** The answer holds the token: keep it in the call that asked, in no state of a page. */
export function askForConsole(action: HostFormAction, vmId: string): Promise<HostResult> {
  const form = new FormData();
  form.set("vmid", vmId);
  form.set("kind", OPEN_CONSOLE);
  form.set("formKey", "");
  return answered(action)(null, form);
}

/** From a page whose policy allows it; the form is gone from the page as soon as it is sent. */
export function sendHandOff({ method, action, fields }: HandOff, target: string): void {
  const form = document.createElement("form");
  form.method = method;
  form.action = action;
  form.target = target;
  form.hidden = true;
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  // Not `form.submit()`: a field may be named so.
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}
