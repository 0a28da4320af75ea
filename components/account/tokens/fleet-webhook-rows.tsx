import { useTranslations } from "next-intl";
import { SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { State } from "@/components/ui/state";
import type { FleetWebhook } from "@/lib/notifications/webhooks/fleet-webhooks";
import { OwnTime } from "../own-time";

interface FleetWebhookRowsProps {
  webhooks: FleetWebhook[];
  /** The account's own time zone. */
  zone: string | null;
  remove: FormAction;
}

const SIGN = { working: "running", failing: "failed", over: "suspended" } as const;

/** Where programs with a provider's token have events of the fleet sent. */
export function FleetWebhookRows({ webhooks, zone, remove }: FleetWebhookRowsProps) {
  const t = useTranslations("api-tokens");
  const states = useTranslations("notifications.webhooks.state");
  const w = useTranslations("words");
  return webhooks.map(({ id, url, token, maker, failingSince, endedAt }) => {
    const state = endedAt ? "over" : failingSince ? "failing" : "working";
    const since = endedAt ?? failingSince;
    return (
      <section key={id} aria-label={url} data-webhook="fleet">
        <SettingRow
          lead={<Icon name="webhook" />}
          label={<span className="break-all">{url}</span>}
          text={`${token} · ${t("maker", { name: maker })}`}
          value={
            <State sign={SIGN[state]} note={since ? <OwnTime iso={since} zone={zone} brief /> : null}>
              {states(state)}
            </State>
          }
          control={
            <Form action={remove} hidden={{ webhook: id }}>
              <SubmitButton>{w("delete")}</SubmitButton>
            </Form>
          }
        />
      </section>
    );
  });
}
