import { useTranslations } from "next-intl";
import { useId } from "react";
import { ChoiceStep, Pick } from "@/components/ui/form/pick";
import { useGap } from "@/components/ui/spacing";
import type { AskedChoice } from "@/lib/hosts/reinstall/asked-choice";
import { DISK_CHOICES, type DiskChoice, type DiskSizes } from "@/lib/hosts/reinstall/reinstall-view";

interface DisksProps {
  disks: DiskChoice;
  sizes: DiskSizes;
  /** What is chosen runs Windows: systems get system disks of different sizes. */
  isWindows: boolean;
  choose: (asked: Partial<AskedChoice>) => void;
}

/** Two cards that nobody takes for one another: what is hatched goes. */
export function Disks({ disks, sizes, isWindows, choose }: DisksProps) {
  const t = useTranslations("reinstall.disks");
  const title = useTranslations("reinstall.choose");
  const alone = sizes.data === 0;
  return (
    <ChoiceStep n={3} title={title("disks")}>
      <div className="disk-choices grid gap-3 md:grid-cols-2">
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
              <small>{t(choice === "system" && alone ? "systemAlone" : `${choice}Text`)}</small>
              <span className="disk-bars" aria-hidden="true">
                <span>{t("systemDisk")}</span>
                <Bar gone />
                {alone ? null : (
                  <>
                    <span>{sizes.data ? t("dataSize", { gb: sizes.data }) : t("dataDisks")}</span>
                    <Bar gone={choice === "all"} />
                  </>
                )}
              </span>
              {choice === "all" ? (
                <strong className="text-bad-ink">{t("erases")}</strong>
              ) : alone ? null : (
                <span>{t("keeps")}</span>
              )}
            </span>
          </Pick>
        ))}
      </div>
      <SizesNote sizes={sizes} isWindows={isWindows} />
    </ChoiceStep>
  );
}

/** Which disks "all" are, as far as it is told. */
function SizesNote({ sizes: { data, newSystem }, isWindows }: Pick<DisksProps, "sizes" | "isWindows">) {
  const t = useTranslations("reinstall.disks.sizes");
  const gap = useGap();
  const system = newSystem?.[isWindows ? "windows" : "linux"];
  return (
    <p className="mt-3 max-w-[62ch] text-ink-2 text-13">
      {data === null ? t("unknown") : data === 0 ? t("noData") : t("data", { gb: data })}
      {system ? gap + t("system", { gb: system }) : null}
    </p>
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
