import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "../button";
import { Icon, type IconName } from "../icon";

export type BannerTone = "info" | "warn" | "bad" | "grey";

const LOOK: Record<BannerTone, { box: string; ink: string; icon: IconName }> = {
  info: { box: "border-line bg-card", ink: "text-accent-ink", icon: "info" },
  warn: { box: "border-warn-line bg-warn-tint", ink: "text-warn", icon: "alert" },
  bad: { box: "border-bad-line bg-bad-tint", ink: "text-bad-ink", icon: "circle-cross" },
  grey: { box: "border-line bg-sunken", ink: "text-ink-2", icon: "info" },
};

interface BannerProps {
  tone?: BannerTone;
  title: ReactNode;
  text?: ReactNode;
  /** Buttons: what can be done about it. */
  actions?: ReactNode;
  /** It may be closed. */
  onClose?: () => void;
  /** `alert` for what a person just caused; `status` for what came by itself; none for what was there before. */
  role?: "alert" | "status";
  className?: string;
}

/** What holds for the whole page, until its cause is gone: failed, unconfirmed, restricted, offline. */
export function Banner({ tone = "warn", title, text, actions, onClose, role, className = "" }: BannerProps) {
  const t = useTranslations("words");
  const { box, ink, icon } = LOOK[tone];
  return (
    <div
      role={role}
      className={`flex items-start gap-3 rounded-md border px-4 py-3 text-13 max-md:flex-wrap ${box} ${className}`}
    >
      <Icon name={icon} className={`mt-0.5 ${ink}`} />
      <div className="flex min-w-0 flex-1 flex-col wrap-anywhere">
        <span className="font-medium">{title}</span>
        {text ? <span className="text-ink-2">{text}</span> : null}
      </div>
      {actions ? (
        <span className="flex flex-wrap items-center gap-2 self-center max-md:order-last max-md:w-full max-md:pl-7">
          {actions}
        </span>
      ) : null}
      {onClose ? (
        <IconButton icon="cross" label={t("close")} onClick={onClose} className="-my-1.5 -mr-2 self-start" />
      ) : null}
    </div>
  );
}
