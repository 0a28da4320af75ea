import { Form, type FormProps } from "@/components/ui/form/form";

/** What every form of a host's pages is given. */
export interface HostFormProps {
  vmId: string;
  seed: string;
  /** The page that is drawn anew afterwards, with what came of it on top. */
  page?: "hardware" | "addresses" | "limits";
}

/** A form of staff about one host: it counts once. */
export function HostForm({
  vmId,
  page,
  hidden,
  className = "grid gap-4",
  keysClass = "grid justify-items-start gap-4",
  ...form
}: HostFormProps & Omit<FormProps, "leaveTo" | "after">) {
  return (
    <Form
      {...form}
      {...{ className, keysClass }}
      hidden={{ vmid: vmId, ...hidden }}
      leaveTo={["/admin/hosts", vmId, page].filter(Boolean).join("/")}
    />
  );
}
