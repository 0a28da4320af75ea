import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { ReinstallView } from "@/lib/hosts/reinstall/reinstall-view";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";
import { Card } from "../../ui/card";
import { tookOf } from "../operate/operation-words";
import { useSheet } from "../sheet-context";
import { StepRail } from "./step-rail";

interface ProgressProps {
  operation: OperationView;
  view: ReinstallView;
  /** Whether this page sent a password with it; the server tells others. */
  withPassword: boolean;
  children: ReactNode;
}

/** How far it is, and that nobody has to wait for it. */
export function Progress({ operation, view, withPassword, children }: ProgressProps) {
  const t = useTranslations("reinstall");
  const { name } = useSheet().host;
  const last = view.last?.operationId === operation.id ? view.last : null;
  const title = operation.subject
    ? t("rail.titleWith", { name, system: operation.subject })
    : t("rail.title", { name });
  return (
    <div className="grid items-start gap-4 *:flex *:min-w-0 *:flex-col *:gap-4 md:gap-5 md:*:gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
      <div>
        <Card title={title} aside={<HowLong operation={operation} typicalMs={view.typicalMs} />}>
          <StepRail
            operation={operation}
            withPassword={last?.withPassword ?? withPassword}
            stuckMs={Math.max(view.stuckMs, (view.typicalMs ?? 0) * 2)}
          />
        </Card>
        {children}
      </div>
      <div>
        <Card title={t("leave.title")}>
          <p className="text-ink-2 text-13">{t("leave.text")}</p>
        </Card>
        <Card title={t("stays.title")}>
          <ul className="kept-lines">
            {last?.disks === "system" && view.sizes.data !== 0 ? <Kept>{t("stays.data")}</Kept> : null}
            <Kept>{t("stays.addresses")}</Kept>
          </ul>
        </Card>
      </div>
    </div>
  );
}

function Kept({ children }: { children: ReactNode }) {
  return (
    <li>
      <Icon name="check" />
      <span>{children}</span>
    </li>
  );
}

/** "usually about 6 min": how long it goes so far stands at the head of the page already. */
function HowLong({ operation, typicalMs }: { operation: OperationView; typicalMs: number | null }) {
  const t = useTranslations("reinstall.rail");
  const minutes = typicalMs === null ? null : Math.round(typicalMs / 60_000);
  const usually = minutes === null ? null : minutes === 0 ? t("usuallyShort") : t("usually", { minutes });
  return [isInProgress(operation.outcome) ? null : tookOf(operation), usually].filter(Boolean).join(" · ");
}
