import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { customerHref } from "@/components/admin/customer-link";
import type { FormAction } from "@/components/ui/form/answered";
import { TextField } from "@/components/ui/form/text-field";
import { Link } from "@/components/ui/link";
import { Dialog, DialogKey } from "@/components/ui/overlay/dialog";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import { HostForm, type HostFormProps } from "./host-form";

interface StaffStripProps {
  owner: string | null;
  /** What is kept of the owner. */
  known: CustomerName | undefined;
  /** What the viewer may do. */
  children: ReactNode;
}

/** Whose the host is, and what staff alone may do with it. */
export function StaffStrip({ owner, known, children }: StaffStripProps) {
  const t = useTranslations("fleet-hosts.strip");
  const nobody = useTranslations("fleet-hosts")("nobody");
  const name = known?.name || known?.username;
  return (
    <section
      className="well mx-2 mb-2 flex flex-wrap items-center gap-x-6 gap-y-2 rounded-plate px-3 py-2"
      aria-label={t("label")}
    >
      <p className="flex min-w-0 flex-1 basis-64 flex-wrap items-baseline gap-x-2.5">
        {owner ? (
          <>
            <Link href={customerHref(owner)} className="font-strong">
              {name || owner}
            </Link>
            {name ? <span className="mono text-ink-3 text-sm">{owner}</span> : null}
            {known?.email ? <span className="break-all text-ink-2 text-sm">{known.email}</span> : null}
          </>
        ) : (
          <b>{nobody}</b>
        )}
      </p>
      <div className="keys-row w-full desk:w-auto">{children}</div>
    </section>
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
      className="keys-wide gap-2"
      question={
        asked
          ? {
              title: e(`ask.${asked}`, { name }),
              text: e(`ask.${asked}-text`),
              cancel: e("ask.cancel"),
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
  const e = useTranslations("fleet-hosts.edit");
  const t = useTranslations("fleet-hosts.strip");
  const dialog = `transfer-${form.vmId}`;
  return (
    <>
      <DialogKey dialog={dialog} does="show-modal" icon="swap">
        {t("transfer")}
      </DialogKey>
      <Dialog id={dialog} title={t("transferTitle", { name })}>
        <p className="mt-1 mb-4 text-ink-2">{e("transferText")}</p>
        <HostForm
          {...form}
          seed={`${form.seed}-transfer`}
          action={transferHost}
          submit={t("transfer")}
          variant="danger"
          keysClass="dialog-keys"
          beside={
            <DialogKey dialog={dialog} does="close" variant="plain">
              {e("ask.cancel")}
            </DialogKey>
          }
        >
          <TextField name="newOwner" label={e("newOwner")} required maxLength={64} autoComplete="off" />
          <TextField
            name="typedName"
            label={e("typed", { name })}
            required
            maxLength={255}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </HostForm>
      </Dialog>
    </>
  );
}
