import { useTranslations } from "next-intl";
import { useId } from "react";
import type { AskedChoice } from "@/lib/hosts/reinstall/asked-choice";
import { DISK_CHOICES, type DiskChoice } from "@/lib/hosts/reinstall/reinstall-view";
import { ChoiceStep, Pick } from "./pick";

interface DisksProps {
  disks: DiskChoice;
  choose: (asked: Partial<AskedChoice>) => void;
}

/** Two cards that nobody takes for one another: what is hatched goes. */
export function Disks({ disks, choose }: DisksProps) {
  const t = useTranslations("reinstall.disks");
  const title = useTranslations("reinstall.choose");
  return (
    <ChoiceStep n={3} title={title("disks")}>
      <div className="disk-choices">
        {DISK_CHOICES.map((choice) => (
          <Pick
            key={choice}
            name="disks"
            value={choice}
            checked={choice === disks}
            onPick={() => choose({ disks: choice })}
            className={choice === "all" ? "pick-all" : "pick-disks"}
          >
            <span className="grid">
              <b>{t(choice)}</b>
              <small>{t(`${choice}Text`)}</small>
              <span className="disk-bars" aria-hidden="true">
                <span>{t("systemDisk")}</span>
                <Bar gone />
                <span>{t("dataDisks")}</span>
                <Bar gone={choice === "all"} />
              </span>
              {choice === "all" ? (
                <strong className="text-alert-text">{t("erases")}</strong>
              ) : (
                <span>{t("keeps")}</span>
              )}
            </span>
          </Pick>
        ))}
      </div>
    </ChoiceStep>
  );
}

function Bar({ gone }: { gone: boolean }) {
  const id = useId();
  return (
    <svg className={gone ? "disk-bar disk-gone" : "disk-bar"} aria-hidden="true">
      {gone ? (
        <>
          <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V6" />
          </pattern>
          <rect width="100%" height="100%" fill={`url(#${id})`} />
        </>
      ) : null}
    </svg>
  );
}
