import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { ChoiceCard } from "@/components/ui/form/check-field";
import { GetForm } from "@/components/ui/form/get-form";
import { SegmentedRadios } from "@/components/ui/form/segmented";
import { hostPasswordFault } from "@/lib/hosts/access/host-password";
import type { SystemFamily } from "@/lib/hosts/host-view";
import { type AskedChoice, type ChosenSystem, chosenOf, queryOf } from "@/lib/hosts/reinstall/asked-choice";
import { DISK_CHOICES, type DiskChoice, type ReinstallView } from "@/lib/hosts/reinstall/reinstall-view";
import type { FamilyChoice } from "@/lib/hosts/reinstall/system-choices";
import { NewPasswordField, newPassword } from "../access/new-password-field";
import { ListFault } from "../list-fault";
import { FormProblem } from "../network/form-problem";
import type { HostOperation } from "../operate/use-host-operation";
import { SystemMark } from "../system-mark";
import { LastNotice, NotBefore } from "./limits";
import { Summary } from "./summary";

/** As they write themselves. */
const NAMES: Record<Exclude<SystemFamily, "linux" | "unknown">, string> = {
  windows: "Windows",
  debian: "Debian",
  ubuntu: "Ubuntu",
  centos: "CentOS",
  rocky: "Rocky Linux",
  almalinux: "AlmaLinux",
  fedora: "Fedora",
  opensuse: "openSUSE",
  freebsd: "FreeBSD",
};
const SERVER = "Windows Server";
const THREE = "grid gap-2 sm:grid-cols-2 xl:grid-cols-3";
const TWO = "grid gap-2 sm:grid-cols-2";

interface ChoiceProps {
  view: ReinstallView;
  asked: AskedChoice;
  operation: HostOperation;
  /** Given the password that goes out with the form; empty for none. */
  onSend: (password: string) => void;
  children: ReactNode;
}

/** Four steps and what they come to. The first three live in the address: without JavaScript a key takes them there. */
export function Choice({ view, asked, operation, onSend, children }: ChoiceProps) {
  const w = useTranslations("words");
  const t = useTranslations("reinstall");
  const [wanted, setWanted] = useState(asked);
  const [password, setPassword] = useState("");
  const { choices, currentImageId } = view;
  const families = choices.ok ? choices.families : [];
  const chosen = chosenOf(families, wanted, currentImageId);
  const choose = (next: Partial<AskedChoice>) => {
    const merged = { ...wanted, ...next };
    setWanted(merged);
    const one = chosenOf(families, merged, currentImageId);
    window.history.replaceState(null, "", one ? queryOf(one) : "?");
  };
  return (
    <div className="grid items-start gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_320px]">
      <section aria-label={w("reinstall")} className="flex min-w-0 flex-col gap-7">
        {children}
        <LastNotice last={view.last} />
        <NotBefore limits={view.limits} />
        <FormProblem result={operation.result} gone={t("list.notListed")} className="" />
        {chosen ? (
          <>
            <GetForm className="flex flex-col gap-7">
              <Systems families={families} chosen={chosen} current={currentImageId} choose={choose} />
              <Versions chosen={chosen} choose={choose} />
              <Disks chosen={chosen} sizes={view.sizes} choose={choose} />
              <noscript>
                <button type="submit" className={buttonClass()}>
                  {t("choose.take")}
                </button>
              </noscript>
            </GetForm>
            <PasswordChoice password={password} onChange={setPassword} />
          </>
        ) : choices.ok ? (
          <p className="text-ink-2">{t("list.empty")}</p>
        ) : (
          <ListFault problem={choices.problem} />
        )}
      </section>
      <div className="lg:sticky lg:top-6" onSubmit={() => onSend(password)}>
        <Summary view={view} chosen={chosen} password={password} operation={operation} />
      </div>
    </div>
  );
}

/** A numbered step of the choice. */
function Step({ n, title, children }: { n: number; title: string; children: ReactNode }) {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <h2 className="flex gap-2">
        <span className="text-ink-3" aria-hidden="true">
          {n}
        </span>
        <span id={id}>{title}</span>
      </h2>
      {children}
    </div>
  );
}

interface StepProps {
  chosen: ChosenSystem;
  choose: (asked: Partial<AskedChoice>) => void;
}

function Systems({
  families,
  chosen,
  current,
  choose,
}: StepProps & { families: FamilyChoice[]; current: string | null }) {
  const w = useTranslations("words");
  const t = useTranslations("reinstall.choose");
  const nameOf = ({ family, versions }: FamilyChoice): string => {
    if (family === "windows" && versions.every(({ name }) => name.startsWith(SERVER))) {
      return SERVER;
    }
    return family === "unknown" ? t("other") : family === "linux" ? t("linux") : NAMES[family];
  };
  return (
    <Step n={1} title={w("system")}>
      <div className={THREE}>
        {families.map((one) => (
          <ChoiceCard
            key={one.family}
            name="system"
            value={one.family}
            mark={<SystemMark family={one.family} />}
            label={nameOf(one)}
            text={one.versions.some(({ imageId }) => imageId === current) ? t("current") : undefined}
            checked={one.family === chosen.family.family}
            onPick={() => choose({ family: one.family, imageId: null })}
          />
        ))}
      </div>
    </Step>
  );
}

function Versions({ chosen, choose }: StepProps) {
  const t = useTranslations("reinstall.choose");
  const comma = useLocale() === "zh-CN" ? "、" : ", ";
  const { family, versions } = chosen.family;
  // Two images of one name are told apart by their numbers.
  const names = versions.map(({ name }) => name);
  return (
    <Step n={2} title={t("version")}>
      <SegmentedRadios
        name="image"
        current={chosen.imageId}
        onPick={(imageId) => choose({ family, imageId })}
        options={versions.map(({ imageId, name }) => ({
          value: imageId,
          label: names.indexOf(name) === names.lastIndexOf(name) ? name : name + comma + imageId,
        }))}
      />
    </Step>
  );
}

function Disks({ chosen, sizes, choose }: StepProps & Pick<ReinstallView, "sizes">) {
  const t = useTranslations("reinstall.disks");
  const system = sizes.newSystem?.[chosen.family.family === "windows" ? "windows" : "linux"];
  const { data } = sizes;
  const text: Record<DiskChoice, string> = {
    system: system ? `${system} GB` : t(data === 0 ? "systemAlone" : "systemText"),
    all: system && data ? `${system} GB + ${data} GB` : t(data === 0 ? "noData" : "allText"),
  };
  return (
    <Step n={3} title={useTranslations("reinstall.choose")("disks")}>
      <div className={TWO}>
        {DISK_CHOICES.map((choice) => (
          <ChoiceCard
            key={choice}
            name="disks"
            value={choice}
            label={t(choice)}
            text={text[choice]}
            checked={choice === chosen.disks}
            onPick={() => choose({ disks: choice })}
          />
        ))}
      </div>
    </Step>
  );
}

interface PasswordChoiceProps {
  password: string;
  onChange: (password: string) => void;
}

/** In no form: the one that asks carries a copy, so that a password never stands in an address. */
function PasswordChoice({ password, onChange }: PasswordChoiceProps) {
  const w = useTranslations("words");
  const t = useTranslations("reinstall.password");
  const [own, setOwn] = useState(false);
  const fault = password === "" ? null : hostPasswordFault(password, null);
  const pick = (next: boolean) => {
    setOwn(next);
    onChange(next ? newPassword() : "");
  };
  return (
    <Step n={4} title={useTranslations("words")("password")}>
      <div className={TWO}>
        <ChoiceCard
          name="whose"
          value="none"
          label={t("none")}
          text={t("noneText")}
          checked={!own}
          onPick={() => pick(false)}
        />
        <ChoiceCard
          name="whose"
          value="own"
          label={w("setNewPassword")}
          text={t("ownText")}
          checked={own}
          onPick={() => pick(true)}
        />
      </div>
      {own ? <NewPasswordField password={password} onChange={onChange} fault={fault} /> : null}
    </Step>
  );
}
