import type { ComponentProps } from "react";
import { Form, type FormProps } from "@/components/ui/form/form";
import { FormDialog } from "@/components/ui/form/form-dialog";

/** What every form of a host's pages is given. */
export interface HostFormProps {
  vmId: string;
  seed: string;
}

/** The page that is drawn anew afterwards, with what came of it on top; the overview without one. */
interface Page {
  page?: "settings";
}
const pathOf = (vmId: string, page: Page["page"]) => ["/admin/hosts", vmId, page].filter(Boolean).join("/");

type StaffFormProps = HostFormProps & Page & Omit<FormProps, "leaveTo" | "after" | "seed">;

/** A form of staff about one host: it counts once. */
export function HostForm({ vmId, page, hidden, className = "grid gap-4", ...form }: StaffFormProps) {
  return (
    <Form
      keysClass="grid justify-items-start gap-4"
      {...form}
      className={className}
      hidden={{ vmid: vmId, ...hidden }}
      leaveTo={pathOf(vmId, page)}
    />
  );
}

type HostDialogProps = HostFormProps & Page & Omit<ComponentProps<typeof FormDialog>, "leaveTo" | "seed">;

/** A deed of staff with fields. */
export function HostDialog({ vmId, page, seed, hidden, ...form }: HostDialogProps) {
  return (
    <FormDialog
      {...form}
      seed={`${seed}-${form.id}`}
      hidden={{ vmid: vmId, ...hidden }}
      leaveTo={pathOf(vmId, page)}
    />
  );
}
