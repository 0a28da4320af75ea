import type { KeyedFormProps } from "./keyed-form";
import { KeyedForm } from "./keyed-form";

/** What every card of a host's edit page is given. */
export interface HostFormProps {
  vmId: string;
  seed: string;
  texts: KeyedFormProps["texts"];
}

/** A form about one host; afterwards its page is drawn anew, with what came of it on top. */
export function HostForm({
  vmId,
  children,
  ...form
}: HostFormProps & Omit<KeyedFormProps, "leaveTo" | "after">) {
  return (
    <KeyedForm {...form} leaveTo={`/admin/hosts/${vmId}`}>
      <input type="hidden" name="vmid" value={vmId} />
      {children}
    </KeyedForm>
  );
}
