import { useTranslations } from "next-intl";
import { useState } from "react";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { PORT_CHOICES, type PortChoice, parseRemotePort } from "@/lib/hosts/access/remote-port";
import type { HostView } from "@/lib/hosts/host-view";
import { Card } from "../../ui/card";
import { FormProblem } from "../network/form-problem";
import { PortField } from "../network/port-field";
import { useBlockedWhy } from "../network/use-blocked-why";
import { useHostOperation } from "../operate/use-host-operation";

const EXAMPLE = "33890";

export function RemotePortCard() {
  const t = useTranslations("access.port");
  const operation = useHostOperation();
  const { host, form, result } = operation;
  const { family } = host.system;
  const os = family === "windows" || family === "unknown" ? family : "linux";
  const [choice, setChoice] = useState<PortChoice | null>(null);
  const [port, setPort] = useState("");
  const [left, setLeft] = useState(false);
  const wrong = choice === "chosen" && parseRemotePort(port) === null;
  const told = result && !result.ok && result.fields?.port !== undefined;
  const fault = (wrong && (left || port.length >= EXAMPLE.length)) || told ? t("fault") : undefined;
  // Nothing is chosen at first: what was sent by mistake would drop the connections there are.
  // Until a fault is said at the field, it stands where the key lies flat.
  const why = useBlockedWhy(
    operation,
    "change-remote-port",
    choice === null ? t("choose") : wrong && !fault ? t("fault") : null,
  );
  return (
    <Card title={t("title")}>
      <Now host={host} />
      <p className="mb-4 text-sm text-ink-2">{t("text", { os })}</p>
      <AnswerForm {...form("change-remote-port")} className="access-form">
        <fieldset className="grid gap-0.5" aria-label={t("title")}>
          {PORT_CHOICES.map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="choice"
                value={one}
                checked={choice === one}
                onChange={() => setChoice(one)}
              />
              <span>
                {t(`choice.${one}`)}
                <small>{t(`hint.${one}`, { os })}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {choice === "chosen" ? (
          <PortField
            label={t("number")}
            value={port}
            onChange={setPort}
            onBlur={() => setLeft(port !== "")}
            placeholder={EXAMPLE}
            error={fault}
          />
        ) : null}
        <p className="text-sm text-ink-2">{t(choice === "random" ? "firewallRandom" : "firewall")}</p>
        <div>
          <SubmitKey aria-disabled={why.off || wrong || undefined} aria-describedby={why.id}>
            {t("submit")}
          </SubmitKey>
          {why.line}
        </div>
        <FormProblem result={result} />
      </AnswerForm>
    </Card>
  );
}

/** The port people connect to today, as far as it is known. */
function Now({ host }: { host: HostView }) {
  const t = useTranslations("access.port");
  const { shared, remotePort } = host.addresses;
  const publicPort = shared?.publicPort ?? null;
  const now =
    publicPort !== null
      ? t("nowPublic", { port: String(publicPort) })
      : remotePort === null
        ? t("nowFirst")
        : t("nowPort", { port: String(remotePort) });
  return <p className="mb-1 font-strong text-sm">{t("now", { port: now })}</p>;
}
