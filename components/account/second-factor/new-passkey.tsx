import { useTranslations } from "next-intl";
import { Key } from "@/components/ui/key";
import { NoticeLine } from "@/components/ui/notice-line";
import { TextField } from "@/components/ui/text-field";
import type { ActionResult } from "@/lib/actions/action-result";
import { faultText } from "./fault-text";
import { type PasskeyActions, usePasskey, usePasskeysHere } from "./use-passkey";

interface NewPasskeyProps {
  actions: PasskeyActions;
  /** What this browser is called until the person says otherwise. */
  suggested: string;
  faults: Record<string, string>;
  onDone: (result: ActionResult) => void;
}

/** Names and makes a passkey on this device, or on a key that is plugged in. */
export function NewPasskey({ actions, suggested, faults, onDone }: NewPasskeyProps) {
  const t = useTranslations("second-factor.passkey");
  const { result, pending, run } = usePasskey("make", actions, onDone);
  const here = usePasskeysHere();
  const fault = faultText(result, faults);
  if (!here) {
    return here === null ? null : <p className="text-ink-2">{t("notHere")}</p>;
  }
  return (
    <form
      className="grid max-w-md gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
        if (!pending) {
          run({ name: name || suggested });
        }
      }}
    >
      {fault ? (
        <NoticeLine tone="alert" role="alert">
          {fault}
        </NoticeLine>
      ) : null}
      <TextField name="name" label={t("name")} defaultValue={suggested} maxLength={60} autoComplete="off" />
      <div>
        <Key
          type="submit"
          icon="passkey"
          aria-disabled={pending || undefined}
          aria-busy={pending || undefined}
        >
          {t("make")}
        </Key>
      </div>
    </form>
  );
}
