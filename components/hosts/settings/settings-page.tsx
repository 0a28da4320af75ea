"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { Switch } from "@/components/ui/form/check-field";
import { AnswerForm } from "@/components/ui/form/form";
import { Icon } from "@/components/ui/icon";
import { DescriptionList } from "@/components/ui/page/facts";
import { Sectioned } from "@/components/ui/sectioned";
import { mayAsk } from "@/lib/accounts/rights";
import type { MediaView } from "@/lib/hosts/media/media-view";
import { type HandOverProps, HandOverRow } from "../handover/hand-over-row";
import { OperationProblem } from "../operate/operation-problem";
import { useSheet } from "../sheet-context";
import { Boot } from "./boot";
import { General } from "./general";
import type { RescueProps } from "./rescue";
import { SignIn } from "./sign-in";

/** What the master's rows tell of a host's make; null where they don't. */
export interface HostMake {
  systemDiskGb: number | null;
  /** 0: it has none. */
  dataDiskGb: number | null;
  portMbit: number | null;
  mac: string | null;
}

interface SettingsPageProps {
  label: FormAction;
  /** Null in a view, where nothing is kept. */
  tag: FormAction | null;
  media: MediaView;
  /** Null where the provider names no rescue disc. */
  rescue: RescueProps | null;
  /** Null where the provider doesn't let hosts be handed over, and for who isn't the owner. */
  handOver: HandOverProps | null;
  /** Turns protection on and off; null for who isn't the owner. */
  protect: FormAction | null;
  make: HostMake;
  /** The rows of the power schedule. */
  children: ReactNode;
}

/** All that is changed once and then left alone. */
export function SettingsPage({
  label,
  tag,
  media,
  rescue,
  handOver,
  protect,
  make,
  children,
}: SettingsPageProps) {
  const w = useTranslations("words");
  const t = useTranslations("host-settings");
  const newSystem = useTranslations("host.stateCard.off.newSystem");
  const { host } = useSheet();
  const mayReinstall = !host.guest || mayAsk(host.guest, "reinstall");
  const parts = ["general", "sign-in", "boot", "power", "protection", "details"] as const;
  return (
    <Sectioned
      label={w("settings")}
      parts={[
        ...parts.map((id): [string, string] => [id, t(`part.${id}`)]),
        ...(handOver || mayReinstall ? [["danger", w("dangerZone")] satisfies [string, string]] : []),
      ]}
    >
      <General label={label} tag={tag} />
      <SignIn />
      <Boot media={media} rescue={rescue} />
      <Section id="power" title={t("part.power")} text={t("power")}>
        <Rows>{children}</Rows>
      </Section>
      <Section id="protection" title={t("part.protection")}>
        <Rows>
          <Protection protect={protect} />
        </Rows>
      </Section>
      <Section id="details" title={t("part.details")}>
        <Rows>
          <Details make={make} />
        </Rows>
      </Section>
      {handOver || mayReinstall ? (
        <Section id="danger" title={w("dangerZone")} danger>
          <Rows className="border-bad-line">
            {handOver ? <HandOverRow {...handOver} /> : null}
            {mayReinstall ? (
              <SettingRow
                label={w("reinstall")}
                text={newSystem("text")}
                control={
                  <ButtonLink href={`/hosts/${host.id}/reinstall`} tone="bad">
                    {w("reinstall")}
                  </ButtonLink>
                }
              />
            ) : null}
          </Rows>
        </Section>
      ) : null}
    </Sectioned>
  );
}

/** Whether what would lose something is held back, and the owner's switch for it. */
function Protection({ protect }: { protect: FormAction | null }) {
  const t = useTranslations("protection");
  const on = useSheet().host.protected;
  return (
    <SettingRow
      lead={<Icon name="shield" />}
      label={t("label")}
      text={
        <>
          {t(on ? "textOn" : "textOff")} {protect ? null : t(on ? "ownerOnly" : "ownerOnlyOn")}
        </>
      }
      control={protect ? <ProtectionSwitch on={on} protect={protect} /> : t(on ? "on" : "off")}
    />
  );
}

function ProtectionSwitch({ on, protect }: { on: boolean; protect: FormAction }) {
  const t = useTranslations("protection");
  const { host } = useSheet();
  const answer = useAnswer(protect);
  return (
    <AnswerForm answer={answer} hidden={{ vmid: host.id, on: on ? "0" : "1" }} quiet>
      <Switch label={t("label")} on={on} busy={answer.pending} />
      <OperationProblem result={answer.pending ? null : answer.result} />
    </AnswerForm>
  );
}

/** What is known of the host's make; what isn't is left out. */
function Details({ make }: { make: HostMake }) {
  const w = useTranslations("words");
  const t = useTranslations("host.facts");
  const { host } = useSheet();
  const gb = (value: number | null) => (value ? w("valueGb", { value }) : null);
  return (
    <DescriptionList
      className="*:min-h-11 *:px-4 md:*:px-5"
      facts={[
        [w("hostId"), <Copied key="id" value={host.id} label={t("copyId")} />],
        [t("originalName"), host.masterName === host.name ? null : host.masterName],
        [w("region"), host.region],
        [w("systemDisk"), gb(make.systemDiskGb)],
        [w("dataDisk"), gb(make.dataDiskGb)],
        [w("portSpeed"), make.portMbit ? w("mbit", { value: make.portMbit }) : null],
        [w("macAddress"), make.mac && <Copied value={make.mac} label={w("copyMac")} />],
      ]}
    />
  );
}

function Copied({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex items-center gap-1">
      {value}
      <CopyButton value={value} label={label} />
    </span>
  );
}
