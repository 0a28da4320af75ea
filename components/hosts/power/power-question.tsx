import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { HostView } from "@/lib/hosts/host-view";
import { isForce } from "@/lib/operations/command-rules";
import { type AskedKind, questionId } from "./power-looks";
import type { PowerControls } from "./use-power";

interface PowerQuestionProps {
  host: HostView;
  kind: AskedKind;
  power: PowerControls;
  openOnMount?: boolean;
  onClose?: () => void;
}

/** Asks once before a host is taken from the people who use it. */
export function PowerQuestion({ host, kind, power, openOnMount, onClose }: PowerQuestionProps) {
  const t = useTranslations("operations");
  const force = isForce(kind);
  return (
    <ConfirmDialog
      id={questionId(host.id, kind)}
      title={t(`ask.title.${kind}`, { name: host.name })}
      text={t(`ask.text.${kind}`)}
      confirm={t(`kind.${kind}`)}
      danger={force}
      {...power.form(kind)}
      openOnMount={openOnMount}
      onClose={onClose}
    />
  );
}
