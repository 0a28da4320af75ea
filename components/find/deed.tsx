import { startTransition, useEffect, useRef } from "react";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import { showToast } from "@/components/ui/overlay/toast";
import type { HostView } from "@/lib/hosts/host-view";
import { type OperationKind, POWER_KINDS, type PowerKind } from "@/lib/operations/command-rules";
import { useProblem } from "../hosts/operate/operation-problem";
import { type AskedKind, asksFirst } from "../hosts/power/power-looks";
import { PowerQuestion } from "../hosts/power/power-question";
import { usePower } from "../hosts/power/use-power";
import { CREATE_SNAPSHOT } from "../hosts/snapshots/in-progress";

export type SentKind = Extract<OperationKind, PowerKind | typeof CREATE_SNAPSHOT>;

interface DeedProps {
  host: HostView;
  kind: SentKind;
  /** To the page on which one sees what comes of it. */
  onLeave: () => void;
  /** It was answered, or not asked for after all. */
  onEnd: () => void;
}

const asked = (kind: SentKind): AskedKind | null => {
  const power = POWER_KINDS.find((one) => one === kind);
  return power && asksFirst(power) ? power : null;
};

/** One command from the palette: the same question as at the host's key, and the same action takes the answer. */
export function Deed({ host, kind, onLeave, onEnd }: DeedProps) {
  const power = usePower(host, null);
  const question = asked(kind);
  const sent = useRef(false);
  const { result } = power;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it was chosen
  useEffect(() => {
    if (question === null && !sent.current) {
      sent.current = true;
      const { answer, hidden } = power.form(kind, kind === CREATE_SNAPSHOT ? { note: "" } : {});
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...hidden, formKey: "" })) {
        form.set(name, value);
      }
      startTransition(() => answer.run(form));
    }
  }, []);
  useEnd({ host, kind, onLeave, result, onEnd });
  return question ? (
    <div
      onSubmit={() => {
        sent.current = true;
      }}
    >
      <PowerQuestion
        host={host}
        kind={question}
        power={power}
        openOnMount
        onClose={() => sent.current || onEnd()}
      />
    </div>
  ) : null;
}

type EndProps = Pick<DeedProps, "host" | "kind" | "onLeave" | "onEnd"> &
  Pick<ReturnType<typeof usePower>, "result">;

/** Says that it was taken, or why not, and leads to where one sees what comes of it, unless the page shows the host. */
function useEnd({ host, kind, onLeave, result, onEnd }: EndProps) {
  const doing = useInProgress();
  const problem = useProblem()(result);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer once
  useEffect(() => {
    if (!result) {
      return;
    }
    if (problem) {
      showToast({ sign: "failed", text: `${host.name}: ${problem}` });
    } else {
      showToast({ sign: "working", text: `${host.name}: ${doing(kind)}` });
      if (!document.querySelector(`main [data-host="${CSS.escape(host.id)}"]`)) {
        onLeave();
      }
    }
    onEnd();
  }, [result]);
}
