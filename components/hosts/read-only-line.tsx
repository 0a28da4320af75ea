import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

interface ReadOnlyLineProps {
  /** They can allow changes in the bar of the view. */
  mayAllow: boolean;
}

/** At a host's keys: why they lie flat for staff who look and do not touch. */
export function ReadOnlyLine({ mayAllow }: ReadOnlyLineProps) {
  const t = useTranslations("view");
  return (
    <p className="flex items-center gap-2 text-ink-2 text-13">
      <Icon name="padlock" small />
      {t(mayAllow ? "keysOff" : "keysNever")}
    </p>
  );
}
