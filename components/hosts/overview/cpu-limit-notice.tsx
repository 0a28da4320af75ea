"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/page/banner";
import type { HostView } from "@/lib/hosts/host-view";
import { useNow } from "../time/clock";
import { useTimes } from "../time/use-times";

/** That staff limit the host's CPU, until when and why; nothing where they don't. */
export function CpuLimitNotice({ host: { cpuLimit } }: { host: HostView }) {
  const t = useTranslations("host.cpuLimit");
  const times = useTimes();
  const now = useNow();
  if (!cpuLimit) {
    return null;
  }
  const { percent, until, reason } = cpuLimit;
  const isOver = Date.parse(until) <= now;
  return (
    <div data-cpu-limit={percent} className="mb-4">
      <Banner
        title={isOver ? t("over", { percent }) : t("until", { percent, date: times.moment(until) })}
        text={reason}
      />
    </div>
  );
}
