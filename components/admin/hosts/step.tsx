import type { ReactNode } from "react";
import { ChoiceStep } from "@/components/ui/form/pick";

interface StepProps {
  n: number;
  title: string;
  /** Nothing can be made without what is chosen here: it is marked so, and the mark is told above it. */
  needed?: string;
  children: ReactNode;
}

/** A numbered step that is a part of the sheet by itself. */
export const Step = ({ n, title, needed, children }: StepProps) => (
  <section className={needed ? "card step-needed" : "card"}>
    {needed ? <p className="mb-4 text-ink-2 text-13">{needed}</p> : null}
    <ChoiceStep n={n} level={2} title={title} fields>
      {children}
    </ChoiceStep>
  </section>
);
