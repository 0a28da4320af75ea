import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { Form } from "@/components/ui/form/form";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { TextField } from "@/components/ui/form/text-field";
import { showToast } from "@/components/ui/overlay/toast";
import type { OwnOffer } from "@/lib/fleet/handover/offers";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { useReason } from "../operate/use-reason";
import { useSheet } from "../sheet-context";

export interface HandOverProps {
  /** The open one; null where there is none. */
  offer: OwnOffer | null;
  /** What keeps the host with its owner now; null where nothing does. */
  kept: BlockReason | null;
  /** Those that lead to the host; null where nobody can tell. */
  domains: string[] | null;
  hours: number;
  zone: string | null;
  actions: { offer: FormAction; withdraw: FormAction };
}

/** Gives the host to another customer, who has to accept it. */
export function HandOverRow({ offer, kept, domains, hours, zone, actions }: HandOverProps) {
  const t = useTranslations("handover");
  const w = useTranslations("words");
  const reason = useReason();
  const { host } = useSheet();
  const why = kept ? reason(kept) : domains === null ? t("noDomains") : undefined;
  return offer ? (
    <SettingRow
      id="hand-over"
      label={t("row")}
      text={t.rich("open", {
        email: offer.email,
        time: () => <OwnTime iso={offer.expiresAt} zone={zone} />,
      })}
      control={
        <Form
          action={actions.withdraw}
          hidden={{ vmid: host.id }}
          submit={w("withdraw")}
          onDone={() => showToast({ sign: "done", text: t("withdrawn") })}
        />
      }
    />
  ) : (
    <SettingRow
      id="hand-over"
      label={t("row")}
      text={why ?? t("rowText")}
      control={
        <FormDialog
          id="offer-host"
          deed={t("offer")}
          title={t("title", { host: host.name })}
          text={t("text", { hours })}
          opens={{ tone: "bad", blocked: why }}
          action={actions.offer}
          hidden={{ vmid: host.id, domains: (domains ?? []).join(" ") }}
          done={t("made")}
          once
        >
          <TextField
            name="email"
            type="email"
            label={t("email")}
            hint={t("emailHint")}
            required
            maxLength={254}
            autoComplete="off"
          />
          <p className="text-13 text-ink-2">{t("comes")}</p>
          <CheckField name="agreeData" label={t("agreeData")} required />
          {domains && domains.length > 0 ? (
            <CheckField
              name="agreeDomains"
              label={t("agreeDomains", { domains: domains.join(", ") })}
              required
            />
          ) : null}
        </FormDialog>
      }
    />
  );
}
