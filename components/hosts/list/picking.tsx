import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { AnswerForm } from "@/components/ui/form/form";
import { Icon } from "@/components/ui/icon";
import type { HostView } from "@/lib/hosts/host-view";
import "./picking.css";

/** Selects these hosts, or takes them out; null: none is selected any more. */
export type Picking = (ids: readonly string[] | null, on: boolean) => void;

/** Null until one is selected for the first time. */
export function usePicked(): [ReadonlySet<string> | null, Picking] {
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const pick: Picking = useCallback((ids, on) => {
    setPicked((before) => {
      const after = new Set(ids ? before : []);
      for (const id of ids ?? []) {
        on ? after.add(id) : after.delete(id);
      }
      return after;
    });
  }, []);
  return [picked, pick];
}

interface PickBoxProps {
  /** Of a row: which host; else all in view. */
  name?: string;
  ids: readonly string[];
  picked: number;
  picking: Picking;
}

/** The box of a row, or of all rows; half ticked where some are selected. */
export function PickBox({ name, ids, picked, picking }: PickBoxProps) {
  const t = useTranslations("batch");
  return (
    <label className="pick-box">
      <input
        type="checkbox"
        aria-label={name === undefined ? t("selectAll") : t("select", { name })}
        checked={picked > 0 && picked === ids.length}
        ref={(box) => {
          if (box) {
            box.indeterminate = picked > 0 && picked < ids.length;
          }
        }}
        onChange={({ target }) => picking(ids, target.checked)}
      />
    </label>
  );
}

export const countPicked = (hosts: readonly Pick<HostView, "id">[], picked: ReadonlySet<string> | null) =>
  hosts.filter(({ id }) => picked?.has(id)).length;

/** The forms that the stars of all rows belong to; they work before hydration, too. */
export function StarForms({ action }: { action: FormAction }) {
  const answer = useAnswer(action);
  return ["1", "0"].map((on) => <AnswerForm key={on} id={`star-${on}`} answer={answer} hidden={{ on }} />);
}

export function Star({ id, name, on }: { id: string; name: string; on: boolean }) {
  const t = useTranslations("batch");
  return (
    <button
      type="submit"
      className="star"
      form={on ? "star-0" : "star-1"}
      name="vmid"
      value={id}
      aria-label={t("favourite", { name })}
      aria-pressed={on}
    >
      <Icon name="star" />
    </button>
  );
}
