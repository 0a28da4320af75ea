import { useLocale, useTranslations } from "next-intl";
import { ChoiceStep, Pick } from "@/components/ui/form/pick";
import type { SystemFamily } from "@/lib/hosts/host-view";
import type { AskedChoice, ChosenSystem } from "@/lib/hosts/reinstall/asked-choice";
import type { FamilyChoice } from "@/lib/hosts/reinstall/system-choices";
import { SystemMark } from "../system-mark";

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
const FEW = 3;

interface SystemsProps {
  families: FamilyChoice[];
  chosen: ChosenSystem;
  choose: (asked: Partial<AskedChoice>) => void;
}

export function Systems({ families, chosen, choose }: SystemsProps) {
  const t = useTranslations("reinstall.choose");
  const comma = useLocale() === "zh-CN" ? "、" : ", ";
  const nameOf = ({ family, versions }: FamilyChoice): string => {
    if (family === "windows" && versions.every(({ name }) => name.startsWith(SERVER))) {
      return SERVER;
    }
    return family === "unknown" ? t("other") : family === "linux" ? t("linux") : NAMES[family];
  };
  return (
    <ChoiceStep n={1} title={t("system")}>
      <div className="tiles">
        {families.map((one) => (
          <Pick
            key={one.family}
            name="system"
            value={one.family}
            checked={one.family === chosen.family.family}
            onPick={() => choose({ family: one.family, imageId: null })}
          >
            <SystemMark family={one.family} />
            <span>
              <b>{nameOf(one)}</b>
              <small>{shortly(one.versions, nameOf(one), comma)}</small>
            </span>
          </Pick>
        ))}
      </div>
    </ChoiceStep>
  );
}

/** "13, 12, 11": the versions without the family's name before each. */
function shortly(versions: FamilyChoice["versions"], name: string, comma: string): string {
  const short = versions.slice(0, FEW).map((version) => {
    const rest = version.name.startsWith(name) ? version.name.slice(name.length).trim() : version.name;
    return rest === "" ? version.name : rest;
  });
  return short.join(comma) + (versions.length > FEW ? " …" : "");
}

interface VersionsProps {
  chosen: ChosenSystem;
  current: string | null;
  choose: (asked: Partial<AskedChoice>) => void;
}

export function Versions({ chosen, current, choose }: VersionsProps) {
  const t = useTranslations("reinstall.choose");
  return (
    <ChoiceStep n={2} title={t("version")}>
      <div className="versions flex flex-wrap gap-2">
        {chosen.family.versions.map(({ imageId, name }) => (
          <Pick
            key={imageId}
            name="image"
            value={imageId}
            checked={imageId === chosen.imageId}
            onPick={() => choose({ family: chosen.family.family, imageId })}
          >
            <span>
              {name}
              {imageId === current ? <small>{t("current")}</small> : null}
            </span>
          </Pick>
        ))}
      </div>
    </ChoiceStep>
  );
}
