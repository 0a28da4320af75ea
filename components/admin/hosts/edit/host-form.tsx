import { KeyedForm, type KeyedFormProps } from "../keyed-form";

/** What every form of a host's pages is given. */
export interface HostFormProps {
  vmId: string;
  seed: string;
  texts: KeyedFormProps["texts"];
  /** The page that is drawn anew afterwards, with what came of it on top. */
  page?: "hardware" | "addresses" | "limits";
}

/** A form about one host. */
export function HostForm({
  vmId,
  page,
  children,
  ...form
}: HostFormProps & Omit<KeyedFormProps, "leaveTo" | "after">) {
  return (
    <KeyedForm {...form} leaveTo={["/admin/hosts", vmId, page].filter(Boolean).join("/")}>
      <input type="hidden" name="vmid" value={vmId} />
      {children}
    </KeyedForm>
  );
}
