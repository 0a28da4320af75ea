import type { ReactNode } from "react";
import { Icon } from "../icon";
import { Spinner } from "../state";

interface StepsProps {
  steps: readonly { key: string; state: "done" | "now" | "next"; title: ReactNode; note?: ReactNode }[];
}

/** Long work, step by step. */
export const Steps = ({ steps }: StepsProps) => (
  <ol className="flex flex-col">
    {steps.map(({ key, state, title, note }) => (
      <li
        key={key}
        className="group/step relative flex gap-3 pb-5 last:pb-0"
        aria-current={state === "now" ? "step" : undefined}
      >
        <span
          className={`absolute top-5.5 -bottom-0.5 left-[9.5px] w-px group-last/step:hidden ${state === "done" ? "bg-ok" : "bg-line-2"}`}
        />
        <span
          className={`grid size-5 shrink-0 place-items-center ${state === "done" ? "text-ok" : state === "now" ? "text-warn" : "text-off"}`}
        >
          {state === "done" ? (
            <Icon name="circle-check" size={18} />
          ) : state === "now" ? (
            <Spinner />
          ) : (
            <span className="size-2 rounded-full border-[1.5px] border-off" />
          )}
        </span>
        <div className="flex min-w-0 flex-1 items-baseline gap-3">
          <span className={`flex-1 ${state === "next" ? "text-ink-3" : "font-medium"}`}>{title}</span>
          {note ? <span className="text-13 text-ink-3 tabular-nums">{note}</span> : null}
        </div>
      </li>
    ))}
  </ol>
);
