import { useTranslations } from "next-intl";
import { customerHref } from "@/components/admin/customer-link";
import type { FormAction } from "@/components/ui/form/answered";
import { TextField } from "@/components/ui/form/text-field";
import { Link } from "@/components/ui/link";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import { HostDialog, HostForm, type HostFormProps } from "./host-form";

interface OwnerProps {
  owner: string | null;
  /** What is kept of the owner. */
  known: CustomerName | undefined;
}

/** Whose the host is. */
export function Owner({ owner, known }: OwnerProps) {
  const nobody = useTranslations("fleet-hosts")("nobody");
  return owner ? (
    <Link href={customerHref(owner)} className="font-medium text-ink">
      {known?.name || known?.username || owner}
    </Link>
  ) : (
    nobody
  );
}

interface StatusKeysProps extends HostFormProps {
  name: string;
  /** RStack's code. */
  status: string | null;
  setHostStatus: FormAction;
}

/** Locking and suspending, or taking that back: what can be asked of the host as it is. */
export function StatusKeys({ name, status, setHostStatus, ...form }: StatusKeysProps) {
  const e = useTranslations("fleet-hosts.edit");
  const t = useTranslations("fleet-hosts.strip");
  const ask = useTranslations("operations.ask.title");
  const batch = useTranslations("staff-batch.text");
  const isSuspended = status === "-1" || status === "-3";
  const kinds = [
    status === "1"
      ? ({ kind: "unlock-host", asked: null } as const)
      : ({ kind: "lock-host", asked: isSuspended ? "lock-suspended" : "lock-host" } as const),
    isSuspended
      ? ({ kind: "resume-host", asked: null } as const)
      : ({ kind: "suspend-host", asked: "suspend-host" } as const),
  ];
  return kinds.map(({ kind, asked }, at) => (
    <HostForm
      key={kind}
      {...form}
      seed={`${form.seed}-${kind}`}
      action={setHostStatus}
      submit={t(kind)}
      icon={at === 0 ? "padlock" : "suspend"}
      variant="ghost"
      className="contents"
      question={
        asked
          ? {
              title: asked === "lock-suspended" ? e("ask.lock-suspended", { name }) : ask(asked, { name }),
              text: asked === "lock-suspended" ? e("ask.lock-suspended-text") : batch(asked, { count: 1 }),
              danger: asked !== "lock-host",
            }
          : undefined
      }
    >
      <input type="hidden" name="kind" value={kind} />
      {asked === "lock-suspended" ? <input type="hidden" name="endsSuspension" value="1" /> : null}
    </HostForm>
  ));
}

interface TransferKeyProps extends HostFormProps {
  name: string;
  transferHost: FormAction;
}

/** Asks who the new owner is, and for the host's name. */
export function TransferKey({ name, transferHost, ...form }: TransferKeyProps) {
  const w = useTranslations("words");
  const e = useTranslations("fleet-hosts.edit");
  const t = useTranslations("fleet-hosts.strip");
  return (
    <HostDialog
      {...form}
      id="transfer"
      deed={t("transfer-host")}
      title={useTranslations("operations.ask.title")("transfer-host", { name })}
      text={e("transferText")}
      opens={{ variant: "ghost", icon: "swap" }}
      action={transferHost}
      variant="danger"
    >
      <TextField name="newOwner" label={w("newOwnerNumber")} required maxLength={64} autoComplete="off" />
      <TextField
        name="typedName"
        label={w("typeToConfirm", { name })}
        required
        maxLength={255}
        autoComplete="off"
        verbatim
      />
    </HostDialog>
  );
}
